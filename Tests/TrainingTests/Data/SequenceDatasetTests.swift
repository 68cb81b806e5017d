import Testing
import Torch
import Training

@Suite struct SequenceDatasetTests {
  private func pairs() -> SequenceDataset<Int64> {
    SequenceDataset(
      ["source": [[1], [2, 3], [4, 5, 6]], "target": [[7, 8], [9], [1]]], padding: 0)
  }

  @Test func `each sequence is padded under its name`() throws {
    let batch = try pairs().batch([2, 0])
    #expect(
      batch.names == [
        "source", "source lengths", "source mask", "target", "target lengths", "target mask",
      ])
    #expect(try batch["source"].scalars(as: Int64.self) == [4, 5, 6, 1, 0, 0])
    #expect(try batch["source mask"].scalars(as: Float.self) == [1, 1, 1, 1, 0, 0])
    #expect(try batch["target"].scalars(as: Int64.self) == [1, 0, 7, 8])
    #expect(try batch["target lengths"].scalars(as: Int64.self) == [1, 2])
  }

  @Test func `an example is as long as its longest sequence`() throws {
    #expect(pairs().lengths == [2, 2, 3])
    var order = try pairs().bucketed(tokens: 4).order(batchSize: 1, seed: 0, for: .evaluation)
    #expect(order.stepsPerEpoch == 2)
    #expect(Array(order.indices(at: 0)) == [0, 1])
    #expect(Array(order.indices(at: 1)) == [2])
  }

  @Test func `sequences without partners stop the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = SequenceDataset(["a": [[1]], "b": [[1], [2]]] as [String: [[Int64]]], padding: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = SequenceDataset(["a": []] as [String: [[Int64]]], padding: 0)
    }
  }
}
