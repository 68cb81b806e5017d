import Testing
import Torch
import Training

@Suite struct WindowDatasetTests {
  @Test func `a window's target is the window one token further`() throws {
    let tokens = try Tensor([UInt8(1), 2, 3, 4, 5, 6, 7, 8], shape: [8])
    let data = try WindowDataset(tokens, length: 3)
    #expect(data.count == 2)  // ⌊(8 − 1)/3⌋
    let batch = try data.batch([1, 0])
    #expect(batch.input.shape == [2, 3])
    #expect(try batch.input.scalars(as: Int64.self) == [4, 5, 6, 1, 2, 3])
    #expect(try batch.target.scalars(as: Int64.self) == [5, 6, 7, 2, 3, 4])
  }

  @Test func `tokens that make no window are refused`() throws {
    func fault(_ shape: [Int]) throws -> String? {
      let error = #expect(throws: TrainingError.self) {
        try WindowDataset(Tensor.full(shape, 0), length: 4)
      }
      return error?.description
    }
    let sentence =
      "the tokens must be at least 5 in one dimension, a window and one more; received "
    #expect(try fault([4]) == sentence + "[4]")
    #expect(try fault([0]) == sentence + "[0]")
    #expect(try fault([3, 3]) == sentence + "[3, 3]")
    #expect(try WindowDataset(Tensor.full([5], 0), length: 4).count == 1)
  }
}
