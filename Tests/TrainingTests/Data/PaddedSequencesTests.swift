import Testing
import Torch
import Training

@Suite struct PaddedSequencesTests {
  @Test func `shorter sequences are padded and masked behind their ends`() throws {
    let padded = try PaddedSequences([[5, 6, 7], [], [8]] as [[Int64]], padding: -1)
    #expect(padded.values.shape == [3, 3])
    #expect(try padded.values.scalars(as: Int64.self) == [5, 6, 7, -1, -1, -1, 8, -1, -1])
    #expect(try padded.mask.scalars(as: Float.self) == [1, 1, 1, 0, 0, 0, 1, 0, 0])
    #expect(try padded.lengths.scalars(as: Int64.self) == [3, 0, 1])
    #expect(padded.tokens == 4)
  }

  @Test func `floats stay floats, and empty sequences alone have a place of padding`() throws {
    let padded = try PaddedSequences([[], []] as [[Float]], padding: 0.5)
    #expect(try padded.values.scalars(as: Float.self) == [0.5, 0.5])
    #expect(padded.values.shape == [2, 1])
    #expect(try padded.mask.scalars(as: Float.self) == [0, 0])
    #expect(padded.tokens == 0)
  }
}
