import Optimizers
import Testing
import Torch
import Training

@Suite struct LearnerTests {
  @Test func `a step is the one worked out by hand`() throws {
    let model = try line()
    let learner = learner(model, try twoExamples(), batchSize: 2)
    let result = try learner.advance(learningRate: 0.1)
    // Errors −2.5 and −4: loss (6.25 + 16)/2; gradients of w and b
    // (2·−2.5·1 + 2·−4·2)/2 = −10.5 and (2·−2.5 + 2·−4)/2 = −6.5.
    #expect(result.loss == 11.125)
    #expect(abs(result.gradientNorm - 152.5.squareRoot()) < 1e-12 * 13)
    #expect(result.updated)
    #expect(learner.step == 1)
    let (weight, bias) = (try model.body.weight.item(), try model.body.bias?.item() ?? .nan)
    #expect(abs(weight - 1.55) < 1e-6)  // 0.5 + 0.1·10.5
    #expect(abs(bias - 0.65) < 1e-6)  // 0 + 0.1·6.5
    // The next loss is that of the new line: errors −0.8 and −1.25.
    #expect(abs(try learner.advance(learningRate: 0.1).loss - (0.64 + 1.5625) / 2) < 1e-6)
  }

  @Test func `a step does not look for the model's tensors again`() throws {
    let model = Reflected(try Linear(1, 1))
    let learner = learner(model, try twoExamples(), batchSize: 2)
    _ = try learner.advance(learningRate: 0.1)
    let looks = model.looks
    #expect(looks > 0)
    for _ in 0..<3 { _ = try learner.advance(learningRate: 0.1) }
    #expect(model.looks == looks)
  }

  @Test func `gradients are scaled down to the limit and their norm told unscaled`() throws {
    let model = try line()
    let learner = learner(model, try twoExamples(), batchSize: 2, gradientClipping: 0.5)
    let result = try learner.advance(learningRate: 0.1)
    #expect(abs(result.gradientNorm - 152.5.squareRoot()) < 1e-12 * 13)
    // 0.5 + 0.1·10.5·0.5/√152.5
    #expect(abs(try model.body.weight.item() - 0.542_513) < 1e-6)
    let free = try line()
    let loose = try Learner(
      model: free, optimizer: .sgd(), data: try twoExamples(), batchSize: 2, seed: 7,
      gradientClipping: 100)
    _ = try loose.advance(learningRate: 0.1)
    #expect(abs(try free.body.weight.item() - 1.55) < 1e-6)
  }

  @Test func `a loss that is no number changes nothing and does not move on`() throws {
    let model = try line()
    let data = TensorDataset(
      inputs: try Tensor([Float(1), .nan], shape: [2, 1]),
      targets: try Tensor([Float(3), 5], shape: [2, 1]))
    let learner = learner(model, data, optimizer: .sgd(momentum: 0.9), batchSize: 2)
    let before = try learner.snapshot()
    let result = try learner.advance(learningRate: 0.1)
    #expect(result.loss.isNaN && result.gradientNorm.isNaN && !result.updated)
    #expect(learner.step == 0)
    #expect(try learner.snapshot().updaters[0].state.count == 0)
    #expect(try learner.snapshot().updaters[0].state.isIdentical(to: before.updaters[0].state))
    #expect(try model.body.weight.item() == 0.5)
    #expect(try model.body.bias?.item() == 0)
  }

  @Test func `a gradient that is no number changes nothing but moves on`() throws {
    let model = try Roots(0)
    let learner = learner(model, try twoExamples(), optimizer: .adamw())
    let result = try learner.advance(learningRate: 0.1)
    #expect(result.loss == 0)
    #expect(!result.updated && !result.gradientNorm.isFinite)
    #expect(learner.step == 1)
    #expect(try learner.snapshot().updaters[0].state.count == 0)
    #expect(try model.weight.scalars(as: Float.self) == [0, 0])
    // Away from 0 the next step is the optimizer's first: AdamW's first step has size η.
    try model.weight.assign(Tensor.full([2], 4))
    #expect(try learner.advance(learningRate: 0.1).updated)
    #expect(learner.step == 2)
    #expect(try learner.snapshot().updaters[0].state.count == 1)
    // 4·(1 − 0.1·0.01) − 0.1
    #expect(abs(try model.weight.scalars(as: Float.self)[0] - 3.896) < 1e-6)
  }

  @Test func `a step depends on seed and step alone`() throws {
    // Dropout draws: the same seed gives the same losses, another one others.
    func losses(_ seed: UInt64) throws -> [Double] {
      let learner = learner(try network(seed: 1), try images(), seed: seed)
      return try (0..<5).map { _ in
        try Engine.seed(.random(in: 0...99))
        return try learner.advance(learningRate: 0.01).loss
      }
    }
    #expect(try losses(3) == losses(3))
    #expect(try losses(3) != losses(4))
  }

  @Test func `the threads of a learner are those of its making`() throws {
    let learner = learner(try line(), try twoExamples(), batchSize: 2)
    Engine.threads = 2
    _ = try learner.advance(learningRate: 0.1)
    #expect(Engine.threads == 1)
  }

  @Test func `a limit of nothing stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = learner(try line(), try twoExamples(), gradientClipping: 0)
    }
  }
}

@Suite struct SnapshotTests {
  @Test(arguments: [Optimizer.sgd(momentum: 0.9), .adamw()])
  func `going back gives the same numbers again, bit for bit`(optimizer: Optimizer) throws {
    let training = try Setting(optimizer: optimizer).training()
    _ = try training.events(to: 3)
    let learner = training.learner
    let snapshot = try learner.snapshot()
    let files = try training.checkpointFiles()
    let first = try (0..<4).map { _ in try learner.advance(learningRate: 0.01).loss }
    #expect(try training.checkpointFiles() != files)
    try learner.restore(snapshot)
    #expect(learner.step == 3)
    #expect(try learner.snapshot().updaters[0].state.count == 3)
    #expect(try training.checkpointFiles() == files)
    #expect(try (0..<4).map { _ in try learner.advance(learningRate: 0.01).loss } == first)
  }

  @Test func `a tensor that cannot be put back is noticed`() throws {
    let learner = learner(Twice(try Tensor.full([2], 1)), try twoExamples())
    let snapshot = try learner.snapshot()
    // The part is put back after the whole, into the same memory, and has another number.
    try snapshot.tensors[0].assign(Tensor.full([2], 3))
    let error = #expect(throws: TrainingError.self) { try learner.restore(snapshot) }
    #expect(error?.description == "the tensor 'whole' was not restored exactly")
  }

  @Test func `NaN and negative zero are put back like other numbers`() throws {
    let model = try Roots(1)
    try model.weight.assign(Tensor([Float.nan, -0.0], shape: [2]))
    let learner = learner(model, try twoExamples())
    let snapshot = try learner.snapshot()
    try model.weight.assign(Tensor.full([2], 1))
    try learner.restore(snapshot)
    let values = try model.weight.scalars(as: Float.self)
    #expect(values[0].isNaN && values[1].bitPattern == (-0.0 as Float).bitPattern)
  }
}

/// A model with a tensor that is stored twice: as a whole, and its first place once more.
private final class Twice: Model {
  let whole: Tensor
  let part: Tensor
  init(_ whole: Tensor) {
    self.whole = whole
    part = try! whole.narrowed(0, to: 0..<1)
  }
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    Outcome(loss: try batch.input.sum())
  }
}

/// A model that counts how often its properties are listed, which is slow.
private final class Reflected: Model, CustomReflectable {
  let layer: Linear
  private(set) var looks = 0
  init(_ layer: Linear) { self.layer = layer }

  var customMirror: Mirror {
    looks += 1
    return Mirror(self, children: ["layer": layer])
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    Outcome(loss: try layer(batch.input, for: mode).meanSquaredError(to: batch.target))
  }
}
