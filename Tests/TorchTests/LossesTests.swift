import Testing
import Torch

@Suite struct LossesTests {
  @Test func `cross-entropy of even odds is the logarithm of their number`() throws {
    let logits = try Tensor.full([3, 4], 2)
    let loss = try logits.crossEntropy(with: Tensor([0, 3, 1] as [Int64], shape: [3]))
    #expect(agree([Float(try loss.item())], [1.3862943611198906]))  // ln 4
  }

  @Test func `cross-entropy of ln 3 against 0 is ln 4/3 or ln 4`() throws {
    let logits = try Tensor([Float(1.0986122886681098), 0], shape: [1, 2])
    func loss(_ right: Int64) throws -> Float {
      Float(try logits.crossEntropy(with: Tensor([right], shape: [1])).item())
    }
    #expect(agree([try loss(0), try loss(1)], [0.28768207245178085, 1.3862943611198906]))
  }

  @Test(arguments: [4, -1, -100] as [Int64])
  func `a class that is none is an error`(wrong: Int64) throws {
    let logits = try Tensor.full([2, 4], 0)
    let classes = try Tensor([0, wrong], shape: [2])
    let error = #expect(throws: TorchError.self) { try logits.crossEntropy(with: classes) }
    #expect(error?.description == "crossEntropy: Target \(wrong) is out of bounds.")
  }

  @Test func `classes of another number are an error`() throws {
    let error = #expect(throws: TorchError.self) {
      try Tensor.full([2, 4], 0).crossEntropy(with: Tensor([0 as Int64], shape: [1]))
    }
    #expect(
      error?.description
        == "crossEntropy: Expected input batch_size (2) to match target batch_size (1).")
  }

  @Test func `the mean squared error and its gradient are as worked out by hand`() throws {
    let prediction = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2]).requiringGradient()
    let loss = try prediction.meanSquaredError(to: Tensor([1, 0, 6, 4] as [Float], shape: [2, 2]))
    #expect(try loss.item() == 3.25)  // (0 + 4 + 9 + 0)/4
    try loss.backward()
    #expect(try prediction.gradient?.floats == [0, 1, -1.5, 0])  // 2·(p − t)/4
  }

  @Test func `the mean squared error does not broadcast`() throws {
    let error = #expect(throws: TorchError.self) {
      try Tensor.full([3, 1], 0).meanSquaredError(to: Tensor.full([3], 0))
    }
    #expect(
      error?.description == "meanSquaredError: shapes must agree; received [3, 1] and [3]")
  }
}
