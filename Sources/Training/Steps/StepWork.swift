internal import LearningRate
internal import Torch

/// What a ``TrainingStep`` works with: the step's examples, and the ways to differentiate and update.
public final class StepWork {
  /// The number of the step, from zero.
  public let step: Int
  /// The model.
  public var model: any Model { loop.model }

  private let loop: TrainingLoop
  private let indices: ArraySlice<Int64>
  private let values: TrainingLoop.ValuesOfUpdater
  private var loss: Double?
  private(set) var report: StepReport

  init(
    _ loop: TrainingLoop, _ indices: ArraySlice<Int64>,
    values: @escaping TrainingLoop.ValuesOfUpdater
  ) {
    (self.loop, self.indices, self.values) = (loop, indices, values)
    step = loop.step
    report = StepReport(step: loop.step)
  }

  /// Forgets all gradients, and makes those of the mean loss of `outcome` over the step's examples.
  ///
  /// A batch that the model does not see at once is several, whose gradients add up to its own; `outcome`
  /// is called for each. The losses are weighed as the first updater's plan says.
  ///
  /// - Throws: `TrainingError` when the loss depends on no parameter, or the outcomes weigh nothing.
  public func differentiate(_ outcome: (Batch) throws -> Outcome) throws {
    loop.parameters.clearGradients()
    let weights = values(loop.updaters[0]).values.weights
    let result = try Differentiation(
      loop.pieces(of: indices), weights: weights, parameters: loop.parameters
    ) {
      let batch = try loop.data.batch($0)
      return (batch, try outcome(batch))
    }
    loss = result.loss
    report.loss += result.loss
    report.losses.merge(result.losses) { $0 + $1 }
    guard result.loss.isFinite else { throw LossNotFinite() }
  }

  /// Changes the parameters of the updater called `name` along the gradients that were made last.
  ///
  /// - Throws: `TrainingError` when there is no such updater, or nothing was differentiated.
  public func update(_ name: String) throws {
    guard let updater = loop.updaters.first(where: { $0.name == name }) else {
      let names = loop.updaters.map { "'\($0.name)'" }.joined(separator: ", ")
      throw TrainingError("an updater must be one of \(names); received '\(name)'")
    }
    try update(updater)
  }

  /// Changes the parameters of every updater.
  ///
  /// - Throws: `TrainingError` when nothing was differentiated.
  public func updateAll() throws {
    for updater in loop.updaters { try update(updater) }
  }

  private func update(_ updater: Updater) throws {
    guard let loss else {
      throw TrainingError("a step must differentiate a loss before it updates; it did not")
    }
    let (values, groups) = values(updater)
    let number = updater.updates
    let result = try updater.update(
      values, groupOfParameter: groups, loss: loss, measuresLayers: loop.measuresLayers,
      reduce: loop.reduceGradients)
    report.updates.append(
      StepReport.Update(
        updater: updater.name, number: number, loss: loss, values: values,
        usedRate: result.usedRate ?? values.learningRate, gradientNorm: result.gradientNorm,
        isMade: result.isMade, layers: result.layers))
  }
}

/// The loss of a step is no number, and nothing was changed by it.
struct LossNotFinite: Error {}
