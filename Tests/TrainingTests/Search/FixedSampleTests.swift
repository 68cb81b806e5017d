import Search
import Testing
import Torch
import Training

@Suite struct FixedSampleTests {
  private func data(_ count: Int) throws -> TensorDataset {
    TensorDataset(
      inputs: try Tensor((0..<count).map(Float.init), shape: [count, 1]),
      targets: try Tensor((0..<count).map(Int64.init), shape: [count]))
  }

  private func examples(_ sample: FixedSample) throws -> [Int64] {
    try sample.batch(ArraySlice((0..<sample.count).map(Int64.init)))["target"]
      .scalars(as: Int64.self)
  }

  @Test func `few examples are all taken, of many 256 different ones by the seed`() throws {
    #expect(try examples(FixedSample(of: data(7), seed: 1)) == [0, 1, 2, 3, 4, 5, 6])
    let many = try data(1000)
    let drawn = try examples(FixedSample(of: many, seed: 1))
    #expect(drawn.count == 256 && Set(drawn).count == 256 && drawn.max()! > 900)
    #expect(try examples(FixedSample(of: many, seed: 1)) == drawn)
    #expect(try examples(FixedSample(of: many, seed: 2)) != drawn)
  }
}
