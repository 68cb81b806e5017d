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

  @Test
  func `windows that shift begin elsewhere in each training step, and never in an evaluation`()
    throws
  {
    let tokens = try Tensor((0..<41).map { Int64($0) }, shape: [41])
    let data = try WindowDataset(tokens, length: 8, shifting: true)
    #expect(data.count == 5)
    var shifts: Set<Int64> = []
    for step in 0..<200 {
      let batch = try data.batch([0, 3, 4], at: step, seed: 7)
      let starts = try batch.input[.all, 0].scalars(as: Int64.self)
      let shift = starts[0]
      // The last window ends with the last token but one.
      #expect(starts == [shift, 24 + shift, 32])
      #expect(try batch.target[0].scalars(as: Int64.self) == (1...8).map { shift + $0 })
      shifts.insert(shift)
      #expect(
        try data.batch([0], at: step, seed: 7).input.scalars(as: Int64.self)[0] == shift)
    }
    #expect(shifts == Set(0..<8))
    #expect(try data.batch([1]).input[0, 0].item() == 8)
    let fixed = try WindowDataset(tokens, length: 8)
    #expect(try fixed.batch([1], at: 3, seed: 7).input[0, 0].item() == 8)
  }

  @Test func `an evaluation in order may have fewer rows than a training`() throws {
    let tokens = try Tensor((0..<41).map { Int64($0) }, shape: [41])
    let data = try WindowDataset(tokens, length: 2).contiguous(evaluationRows: 3)
    #expect(try data.order(batchSize: 5, seed: 0, for: .training).batchSize == 5)
    #expect(try data.order(batchSize: 1000, seed: 0, for: .evaluation).batchSize == 3)
    #expect(try data.order(batchSize: 2, seed: 0, for: .evaluation).batchSize == 2)
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
