import Anneal

/// A model with one batch, trained a number of steps at a time.
struct TimedTraining {
  private let learner: Learner

  /// `cnn`, `mlp`, `lstm`, `transformer` or `gan` as ``BenchmarkModels`` has them, or one of
  /// ``TextModels/names``.
  init(_ name: String, optimizer: String) throws {
    let rule = try Optimizer(optimizer)
    if name == "gan" {
      let pair = try AdversarialPair()
      let images = Batch(count: 64, ["input": try .normal([64, 1, 28, 28])])
      learner = try Learner(
        model: pair,
        updaters: [
          UpdaterSettings(
            "discriminator", parameters: "discriminator.*", optimizer: rule,
            plan: Plan(.constant(0))),
          UpdaterSettings("generator", optimizer: rule, plan: Plan(.constant(0))),
        ], step: AdversarialStep(pair: pair), data: OneBatch(batch: images), batchSize: 64, seed: 0)
      return
    }
    if TextModels.names.contains(name) {
      let (model, batch) = try TextModels.model(name)
      learner = try Learner(
        model: model, optimizer: rule, data: OneBatch(batch: batch), batchSize: batch.count, seed: 0
      )
      return
    }
    let (body, shape) = try BenchmarkModels.classifier(name)
    let isText = ["lstm", "transformer"].contains(name)
    let count = isText ? shape[0] * shape[1] : shape[0]
    let classes = try Tensor((0..<count).map { Int64($0 % (isText ? 65 : 10)) }, shape: [count])
    let input = try isText ? Tensor.randomIntegers(shape, in: 0..<65) : .normal(shape)
    let batch = Batch(count: shape[0], ["input": input, "target": classes])
    learner = try Learner(
      model: Labelled(body: body), optimizer: rule, data: OneBatch(batch: batch),
      batchSize: shape[0], seed: 0)
  }

  /// The milliseconds of one step, over `count` steps.
  func milliseconds(over count: Int) throws -> Double {
    let duration = try ContinuousClock().measure {
      for _ in 0..<count { _ = try learner.advance(learningRate: 1e-4) }
    }
    return duration / .milliseconds(1) / Double(count)
  }
}

/// A model whose outputs are the logits of one class each.
private final class Labelled: Model {
  let body: any Layer
  init(body: any Layer) { self.body = body }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let logits = try body(batch.input, for: mode)
    let rows = logits.rank == 3 ? try logits.flattened(from: 0, to: 1) : logits
    return Outcome(loss: try rows.crossEntropy(with: batch.target))
  }
}

/// The same batch at every step, so that a step is all that is timed.
private struct OneBatch: Dataset {
  let batch: Batch
  var count: Int { batch.count }
  func batch(_ indices: ArraySlice<Int64>) throws -> Batch { batch }
}
