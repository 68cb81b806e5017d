import LearningRate
import Optimizers
import Testing
import Torch
import Training

/// h ← a·h + x over a window's tokens; the loss is the mean of the last h² over the rows.
final class Accumulator: RecurrentModel {
  let weight: Tensor
  private let isWrong: Bool

  init(isWrong: Bool = false) throws {
    weight = try Tensor.full([1], 1).requiringGradient()
    self.isWrong = isWrong
  }

  func outcome(
    of batch: Batch, after state: CarriedState?, for mode: Mode
  ) throws -> (outcome: Outcome, state: CarriedState) {
    let input = try batch.input.converted(to: .float32)
    var sum = try state?["sum"] ?? Tensor.full([batch.count, 1], 0)
    for place in 0..<input.shape[1] {
      sum = try sum * weight + input.narrowed(1, to: place..<place + 1)
    }
    let loss = try (sum * sum).mean()
    return (
      Outcome(loss: loss), CarriedState(["sum": isWrong ? try sum.reshaped([1, -1]) : sum])
    )
  }
}

@Suite struct RecurrentModelTests {
  /// The windows 1 2, 3 4, 5 6 and 7 8: in two lanes 1 2 3 4 and 5 6 7 8.
  private func windows() throws -> WindowDataset {
    try WindowDataset(Tensor((1...9).map { Int64($0) }, shape: [9]), length: 2)
  }

  private func learner(
    _ model: any Model, _ data: any Dataset, microBatchSize: Int? = nil, batchSize: Int = 2
  ) throws -> Learner {
    Engine.threads = 1
    return try Learner(
      model: model, optimizer: .sgd(), data: data, batchSize: batchSize, seed: 0,
      microBatchSize: microBatchSize)
  }

  @Test(arguments: [nil, 1])
  func `state goes on along each lane, and begins anew with each epoch`(micro: Int?) throws {
    let learner = try learner(Accumulator(), windows().contiguous(), microBatchSize: micro)
    let reports = try (0..<4).map { _ in try learner.advance(learningRate: 0) }
    // Sums 3 and 11, then 10 and 26: (9 + 121)/2 and (100 + 676)/2.
    #expect(reports.map(\.loss) == [65, 388, 65, 388])
    // d/da of a·(a·h + x) + y is 2h + x at a = 1, the state being a constant: 9 and 29, so
    // (2·10·9 + 2·26·29)/2. Without a state it is x: (2·3·1 + 2·11·5)/2.
    #expect(reports.map(\.gradientNorm) == [58, 844, 58, 844])
  }

  @Test func `in another order no state is carried`() throws {
    let learner = try learner(Accumulator(), windows().inOrder())
    // Sums 3, 7 and 11, 15.
    let losses = try (0..<2).map { _ in try learner.advance(learningRate: 0).loss }
    #expect(losses == [29, 173])
  }

  @Test func `evaluation has a state of its own and leaves the training's alone`() throws {
    let model = try Accumulator()
    let learner = try learner(model, windows().contiguous())
    #expect(try learner.advance(learningRate: 0).loss == 65)
    // Two lanes: (2·65 + 2·388)/4. Three: 1 2 3 4, 5 6 and 7 8: (9 + 121 + 225 + 100)/4.
    for (lanes, loss) in [(2, 226.5), (3, 113.75)] {
      let evaluation = try Evaluation(of: model, on: windows().contiguous(), batchSize: lanes)
      // A third is rounded in float32.
      #expect(abs(evaluation.loss - loss) < 1e-7 * loss)
    }
    #expect(try learner.advance(learningRate: 0).loss == 388)
  }

  @Test func `a run measures with as many lanes as it trains`() throws {
    let learner = try learner(Accumulator(), windows().contiguous())
    let run = try TrainingRun(
      learner: learner, plan: try Plan("constant(0)").resolved(steps: 1),
      validation: windows().contiguous(), validateEvery: 1)
    guard case .validation(_, let evaluation)? = try run.events().dropLast().last else {
      Issue.record("there must be a validation")
      return
    }
    #expect(evaluation.loss == 226.5)
  }

  @Test func `a snapshot has the state, and going back puts it back`() throws {
    let learner = try learner(Accumulator(), windows().contiguous())
    _ = try learner.advance(learningRate: 0)
    let snapshot = try learner.snapshot()
    #expect(try learner.advance(learningRate: 0).loss == 388)
    // An epoch has ended, and with it the state.
    try learner.restore(snapshot)
    #expect(try learner.advance(learningRate: 0).loss == 388)
  }

  @Test func `a state that has not a row for each example is refused`() throws {
    let learner = try learner(Accumulator(isWrong: true), windows().contiguous())
    let error = #expect(throws: TrainingError.self) { try learner.advance(learningRate: 0) }
    #expect(
      error?.description
        == "a carried state must have a row for each of 2 examples; 'sum' has shape [1, 2]")
  }

  @Test func `lanes of one length less leave their state behind`() throws {
    // Three lanes of four windows: 1 2 3 4, 5 6 and 7 8; the second step has the first lane alone.
    let learner = try learner(Accumulator(), windows().contiguous(), batchSize: 3)
    let losses = try (0..<3).map { _ in try learner.advance(learningRate: 0).loss }
    #expect(losses[1] == 100)
    #expect(losses[0] == losses[2])
  }
}
