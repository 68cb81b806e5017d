internal import LearningRate
internal import Torch

/// The context of a ``TrainingStep``: the step's examples, and the functions that differentiate and
/// update.
public final class StepContext {
  /// The step's number, from 0.
  public let step: Int
  /// The model.
  public var model: any Model { learner.model }

  private let learner: Learner
  private let values: Learner.UpdateValues
  private let carried: CarriedState?
  /// The rows of the current micro-batch, and the hidden state after each micro-batch so far.
  private var rows = 0..<0
  private var statesAfter: [Int: CarriedState] = [:]
  /// The last differentiated loss of each updater, by name.
  private var losses: [String: Double] = [:]
  var report: StepReport

  init(
    _ learner: Learner, after carried: CarriedState?,
    values: @escaping Learner.UpdateValues
  ) {
    (self.learner, self.carried, self.values) = (learner, carried, values)
    step = learner.step
    report = StepReport(step: learner.step)
  }

  /// Clears all gradients and computes those of the mean loss of `outcome` over the step's
  /// examples.
  ///
  /// If the batch is split into micro-batches, `outcome` is called for each and their gradients are
  /// accumulated. Each updater's parameters receive the gradient of the loss with the weights of
  /// that updater's plan.
  ///
  /// - Parameter updaters: the names of the updaters that need the gradients; nil for all.
  /// - Throws: `TrainingError` if the loss depends on no parameter, all outcomes have weight 0, or
  ///   an updater is unknown.
  public func differentiate(
    for updaters: [String]? = nil, _ outcome: (Batch) throws -> Outcome
  ) throws {
    learner.parameters.clearGradients()
    let updaters = try updaters.map { try $0.map(updater(called:)) } ?? learner.updaters
    let weights = updaters.map { values($0).values.weights }
    // Updaters with the same weights share one backward pass.
    let groups = Dictionary(grouping: updaters.indices) { weights[$0] }.values
      .sorted { $0[0] < $1[0] }
    let targets = groups.map { group in
      Differentiation.Target(
        weights: weights[group[0]],
        parameters: group.count == learner.updaters.count
          ? nil : group.flatMap { updaters[$0].parameters.map(\.tensor) })
    }
    let pieces = learner.loader.pieces(of: step)
    let result = try Differentiation(pieces, for: targets, parameters: learner.parameters) {
      let batch = try learner.loader.batch($0, of: step)
      let start = $0.startIndex - pieces[0].startIndex
      rows = start..<start + $0.count
      return (batch, try learner.computing { try outcome(batch) })
    }
    losses = [:]
    for (group, loss) in zip(groups, result.loss) {
      for index in group { losses[updaters[index].name] = loss }
    }
    report.loss += result.loss[0]
    report.losses.merge(result.losses) { $0 + $1 }
    guard result.loss.allSatisfy(\.isFinite) else {
      report.loss = result.loss.first { !$0.isFinite } ?? report.loss
      throw LossNotFinite()
    }
  }

  /// The model's own training outcome for a batch from ``differentiate(_:)``; a ``RecurrentModel``
  /// starts from its carried hidden state.
  ///
  /// - Throws: the model's error, or `TrainingError` for a hidden state that does not fit.
  public func outcome(of batch: Batch) throws -> Outcome {
    let (outcome, state) = try model.carriedOutcome(
      of: batch, after: carried?.rows(rows), for: .training)
    statesAfter[rows.lowerBound] = state
    return outcome
  }

  /// The hidden state after the step; nil if the model has none.
  func stateAfter() throws -> CarriedState? {
    try .joined(statesAfter.sorted { $0.key < $1.key }.map(\.value))
  }

  /// Updates the parameters of the updater called `name` with the last gradients.
  ///
  /// - Throws: `TrainingError` if the updater is unknown, or nothing was differentiated for it.
  public func update(_ name: String) throws { try update(updater(called: name)) }

  private func updater(called name: String) throws -> Updater {
    guard let updater = learner.updaters.first(where: { $0.name == name }) else {
      let names = learner.updaters.map { "'\($0.name)'" }.joined(separator: ", ")
      throw TrainingError("an updater must be one of \(names); received '\(name)'")
    }
    return updater
  }

  /// Updates the parameters of every updater.
  ///
  /// - Throws: `TrainingError` if nothing was differentiated.
  public func updateAll() throws {
    for updater in learner.updaters { try update(updater) }
  }

  private func update(_ updater: Updater) throws {
    guard let loss = losses[updater.name] else {
      let name = updater.name.isEmpty ? "" : " for '\(updater.name)'"
      throw TrainingError("a step must differentiate a loss\(name) before it updates; it did not")
    }
    let (values, groups) = values(updater)
    let number = updater.updates
    let result = try updater.update(
      values, groupOfParameter: groups, loss: loss, measuresLayers: learner.measuresLayers,
      reduce: learner.reduceGradients)
    report.updates.append(
      StepReport.Update(
        updater: updater.name, number: number, loss: loss, values: values,
        effectiveRate: result.effectiveRate ?? values.learningRate,
        gradientNorm: result.gradientNorm,
        isMade: result.isMade, layers: result.layers))
  }
}

/// The loss of a step is NaN or infinite; the step has changed nothing.
struct LossNotFinite: Error {}
