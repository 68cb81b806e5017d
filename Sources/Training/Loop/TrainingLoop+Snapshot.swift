package import Optimizers
package import Torch

extension TrainingLoop {
  /// A copy of all that steps change.
  public struct Snapshot {
    /// The model's tensors, parameters and others.
    package let tensors: [Tensor]
    /// What the updaters remember, in their order.
    package let updaters: [UpdaterMemory]
    /// What a ``RecurrentModel`` carries into that step.
    package let carried: CarriedState?
    /// The step that comes next.
    public let step: Int
  }

  /// What one updater remembers.
  package struct UpdaterMemory {
    /// The optimizer's history.
    package let state: OptimizerState<Float>
    /// What the limit on gradients remembers.
    package let limitState: GradientClippingState
    /// The updates so far.
    package let updates: Int
  }

  /// A copy of the weights, the updaters' histories, what the model carries and the place in the data.
  public func snapshot() throws -> Snapshot {
    Snapshot(
      tensors: try tensors.map { try $0.tensor.copied() },
      updaters: try updaters.map { updater in
        UpdaterMemory(
          state: try updater.engine.state().copied(), limitState: updater.limitState,
          updates: updater.updates)
      }, carried: try carried?.copied(), step: step)
  }

  /// Goes back to `snapshot`, exactly.
  ///
  /// - Throws: `TrainingError` when a tensor then differs from the copy in any bit.
  public func restore(_ snapshot: Snapshot) throws {
    for (named, copy) in zip(tensors, snapshot.tensors) { try named.tensor.assign(copy) }
    for (updater, memory) in zip(updaters, snapshot.updaters) { try updater.restore(memory) }
    carried = try snapshot.carried?.copied()
    setStep(snapshot.step)
    try verify(snapshot)
  }

  /// Goes back to the weights and the history of `snapshot`, but for the place in the data and the plans.
  func restoreWeights(of snapshot: Snapshot) throws {
    let (step, updates) = (step, updaters.map(\.updates))
    try restore(snapshot)
    setStep(step)
    for (updater, updates) in zip(updaters, updates) { updater.updates = updates }
  }

  /// Checks that nothing differs from `snapshot`.
  private func verify(_ snapshot: Snapshot) throws {
    for (named, copy) in zip(tensors, snapshot.tensors)
    where try !named.tensor.bytes().elementsEqual(copy.bytes()) {
      throw TrainingError("the tensor '\(named.name)' was not restored exactly")
    }
    for (updater, memory) in zip(updaters, snapshot.updaters)
    where try !updater.engine.state().isIdentical(to: memory.state) {
      throw TrainingError("the optimizer's history was not restored exactly")
    }
  }
}

extension Updater {
  /// Goes on with what `memory` holds.
  func restore(_ memory: TrainingLoop.UpdaterMemory) throws {
    try engine.restore(from: memory.state)
    (limitState, updates) = (memory.limitState, memory.updates)
  }
}
