import LearningRate
import Optimizers
import Testing
import Torch
import Training

/// Squared distances of a weight to targets, where a target of 0 is padding: a mean over the others.
private final class Padded: Model {
  let weight: Tensor
  init(_ type: ScalarType = .float32) throws {
    weight = try Tensor([Double](arrayLiteral: 0.3, -0.7, 1.1), shape: [3])
      .converted(to: type).requiringGradient()
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let target = try batch.target.converted(to: weight.scalarType)
    let isReal = try (target * target).squareRoot().scalars(as: weight.scalarType)
      .map { $0 == 0 ? 0.0 : 1.0 }
    let count = isReal.reduce(0, +)
    let mask = try Tensor(isReal, shape: target.shape).converted(to: weight.scalarType)
    let difference = try (weight - target) * mask
    let sum = try (difference * difference).sum()
    return Outcome(
      loss: try sum * (1 / Swift.max(count, 1)), weight: count,
      measures: ["rmse": Measure([try sum.item(), count]) { ($0[0] / $0[1]).squareRoot() }])
  }
}

extension Tensor {
  fileprivate func scalars(as type: ScalarType) throws -> [Double] {
    type == .float64 ? try scalars(as: Double.self) : try scalars(as: Float.self).map(Double.init)
  }
}

/// Rows of three targets, with 3, 1, 2 and 1 that are no padding.
private func padded() throws -> TensorDataset {
  let rows: [Float] = [1, 2, 3, 5, 0, 0, 0, 7, -2, 0, 0, 9]
  return TensorDataset(
    inputs: try Tensor.full([4, 1], 0), targets: try Tensor(rows, shape: [4, 3]))
}

@Suite struct DifferentiationTests {
  private func gradient(_ size: Int, _ type: ScalarType) throws -> ([Double], Double) {
    let (model, data) = (try Padded(type), try padded())
    let pieces = stride(from: 0, to: 4, by: size).map { start in
      (Int64(start)..<Int64(min(start + size, 4))).map { $0 }[...]
    }
    let result = try Differentiation(
      pieces, for: [Differentiation.Target()], parameters: [model.weight]
    ) {
      let batch = try data.batch($0)
      return (batch, try model.outcome(of: batch, for: .training))
    }
    return (try #require(model.weight.gradient).scalars(as: type), result.loss[0])
  }

  @Test(arguments: [(ScalarType.float32, 1e-6), (.float64, 1e-15)])
  func `a padded batch has the same gradient in one piece and in several`(
    type: ScalarType, tolerance: Double
  ) throws {
    let (whole, loss) = try gradient(4, type)
    // 7 targets; the first column has 1 and 5: 2/7·((0.3 − 1) + (0.3 − 5)) = −1.542857
    #expect(abs(whole[0] + 2 * 5.4 / 7) < 1e-6)
    let norm = whole.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for size in 1...3 {
      let (pieces, sum) = try gradient(size, type)
      let difference = zip(whole, pieces).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect(difference.squareRoot() <= tolerance * norm, "\(size) at once")
      #expect(abs(sum - loss) <= 10 * tolerance * loss)
    }
  }

  @Test func `evaluation weighs as training does, whatever it looks at at once`() throws {
    let whole = try Evaluation(of: Padded(), on: padded(), batchSize: 4)
    #expect(try abs(whole.loss - gradient(4, .float32).1) < 1e-6)
    #expect(abs(try #require(whole.measures["rmse"]) - whole.loss.squareRoot()) < 1e-6)
    for size in 1...3 {
      let parts = try Evaluation(of: Padded(), on: padded(), batchSize: size)
      #expect(abs(parts.loss - whole.loss) < 1e-6 * whole.loss)
      #expect(abs(parts.measures["rmse"]! - whole.measures["rmse"]!) < 1e-6)
    }
  }

  @Test func `a batch of padding alone is refused`() throws {
    let data = TensorDataset(
      inputs: try Tensor.full([2, 1], 0), targets: try Tensor.full([2, 3], 0))
    let error = #expect(throws: TrainingError.self) {
      try learner(Padded(), data, batchSize: 2).advance(learningRate: 0.1)
    }
    #expect(
      error?.description == "the outcomes of a batch must have a positive total weight; received 0")
    #expect(throws: TrainingError.self) { try Evaluation(of: Padded(), on: data) }
  }

  @Test func `a loss that reaches no parameter is refused`() throws {
    final class Deaf: Model {
      let weight = try! Tensor.full([1], 1).requiringGradient()
      func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
        Outcome(loss: try batch.input.sum())
      }
    }
    let error = #expect(throws: TrainingError.self) {
      try learner(Deaf(), twoExamples()).advance(learningRate: 0.1)
    }
    #expect(error?.description.hasPrefix("the loss must depend on a parameter") == true)
  }
}

/// A model of three weights of which the loss knows one always, one at even inputs, and one never.
private final class Partial: Model {
  let always = try! Tensor.full([2], 1).requiringGradient()
  let seldom = try! Tensor.full([2], 1).requiringGradient()
  let never = try! Tensor.full([2], 1).requiringGradient()
  private(set) var largestBatch = 0
  private var calls = 0

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    largestBatch = max(largestBatch, batch.count)
    calls += 1
    var loss = try (always * always).sum()
    if calls % 2 == 0 { loss = try loss + (seldom * seldom).sum() }
    return Outcome(loss: loss)
  }
}

@Suite struct UnreachedParameterTests {
  private func values(_ tensor: Tensor) throws -> [Float] { try tensor.scalars(as: Float.self) }

  @Test(arguments: ["adamw", "sgd(momentum: 0.9)", "muon", "prodigy", "lion.lookahead(k: 2)"])
  func `what a loss does not reach is left alone, history and all`(notation: String) throws {
    let model = Partial()
    let learner = learner(
      model, try twoExamples(), optimizer: try Optimizer(notation), batchSize: 2)
    _ = try learner.advance(learningRate: 0.1)
    #expect(try values(model.always) != [1, 1])
    #expect(try values(model.seldom) == [1, 1])
    _ = try learner.advance(learningRate: 0.1)
    let moved = try values(model.seldom)
    #expect(moved != [1, 1] || notation == "prodigy")
    // With its momentum it would move on without a gradient.
    _ = try learner.advance(learningRate: 0.1)
    #expect(try values(model.seldom) == moved)
    #expect(try values(model.never) == [1, 1])
  }

  /// The weight that is first reached by the second step, after it, and what it is evaluated with.
  private func second(_ notation: String, rate: Double = 0.1) throws -> (Float, Float, never: Float)
  {
    let model = Partial()
    let learner = learner(
      model, try twoExamples(), optimizer: try Optimizer(notation), batchSize: 2)
    for _ in 0..<2 { _ = try learner.advance(learningRate: rate) }
    let evaluated = try learner.withEvaluationParameters {
      (try values(model.seldom)[0], try values(model.never)[0])
    }
    return (try values(model.seldom)[0], evaluated.0, evaluated.1)
  }

  @Test func `what the first step does not reach begins where it is, and not at zero`() throws {
    // By hand: w = 1, gradient 2, so plain SGD goes to 0.8.
    #expect(try abs(second("sgd").0 - 0.8) < 1e-6)
    // Two steps are averaged half and half with the slow weight, which is 1.
    #expect(try abs(second("sgd.lookahead(k: 2)").0 - 0.9) < 1e-6)
    for notation in ["sgd.averaged()", "sgd.scheduleFree()", "adamw.averaged(decay: 0.9)"] {
      let (weight, evaluated, never) = try second(notation)
      #expect(weight < 1 && weight > 0.7, "\(notation) \(weight)")
      #expect(evaluated < 1 && evaluated > 0.7, "\(notation) \(evaluated)")
      #expect(abs(never - 1) < 1e-6, "\(notation)")
    }
    // A distance from zero would be about 1, and the rate as much too large.
    for notation in ["prodigy", "dog", "dowg", "dAdaptation(method: sgd)", "sgd.mechanic()"] {
      let (weight, _, _) = try second(notation, rate: 1)
      #expect(abs(weight - 1) < 0.01, "\(notation) \(weight)")
    }
  }

  @Test(arguments: [
    "adamw", "muon", "prodigy", "soap", "momo", "lamb", "adafactor", "sgd.scheduleFree()",
    "adamw.mechanic()",
  ])
  func `an updater that no loss reaches changes nothing`(notation: String) throws {
    let model = Partial()
    Engine.threads = 1
    let learner = try Learner(
      model: model,
      updaters: [
        UpdaterSettings("others", optimizer: .sgd(), plan: try Plan("constant(0)")),
        UpdaterSettings(
          "never", parameters: "never", optimizer: try Optimizer(notation),
          plan: try Plan("constant(0)")),
      ], data: try twoExamples(), batchSize: 2, seed: 0)
    for _ in 0..<3 {
      let report = try learner.advance(learningRate: 0.1)
      #expect(report.updates.map(\.updater) == ["others", "never"])
    }
    #expect(try values(model.never) == [1, 1])
    #expect(try values(model.always) != [1, 1])
  }

  @Test func `one that no loss reaches is told once, by name`() throws {
    func training(_ learner: Learner) throws -> TrainingRun {
      try TrainingRun(
        learner: learner, plan: try Plan("constant(0.01)").resolved(steps: 5), validation: nil,
        validateEvery: 100)
    }
    let data = TensorDataset(
      inputs: try Tensor.full([6, 1], 0), targets: try Tensor.full([6, 1], 0))
    let events = try training(learner(Partial(), data, batchSize: 2)).events()
    let told = events.compactMap { event -> [String]? in
      if case .unreached(step: 3, let names) = event { names } else { nil }
    }
    #expect(told == [["never"]])  // 6/2 = 3 updates in an epoch
    #expect(events.count == 5 + 1 + 1)
    let whole = try training(learner(try line(), try twoExamples(), batchSize: 2)).events()
    #expect(whole.count == 5 + 1)
  }

  @Test func `what may hold tensors that are not found is told before the first step`() throws {
    final class Hiding: Model {
      let weight = try! Tensor.ones([1]).requiringGradient()
      let head: (Tensor) throws -> Tensor = { $0 }
      func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
        Outcome(loss: try head(weight * batch.input.mean()).sum())
      }
    }
    let data = TensorDataset(
      inputs: try Tensor.full([4, 1], 1), targets: try Tensor.full([4, 1], 0))
    let events = try TrainingRun(
      learner: learner(Hiding(), data, batchSize: 2),
      plan: try Plan("constant(0.01)").resolved(steps: 2), validation: nil, validateEvery: 100
    ).events()
    #expect(events.map(\.label) == ["unseen head", "step 0", "step 1", "finished 2"])
  }

  @Test func `evaluation and the check before a checkpoint look at no more at once than training`()
    throws
  {
    Engine.threads = 1
    let model = Partial()
    let data = TensorDataset(
      inputs: try Tensor.full([12, 1], 0), targets: try Tensor.full([12, 1], 0))
    let learner = try Learner(
      model: model, optimizer: .sgd(), data: data, batchSize: 12, seed: 0, microBatchSize: 5)
    let training = try TrainingRun(
      learner: learner, plan: try Plan("constant(0.01)").resolved(steps: 2), validation: data,
      validateEvery: 1)
    _ = try training.events()
    try training.checkUpcomingLoss()
    #expect(model.largestBatch == 5)
  }
}
