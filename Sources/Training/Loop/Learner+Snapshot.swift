package import Optimizers
package import Torch

extension Learner {
  /// A copy of all that steps change.
  public struct Snapshot {
    /// The model's tensors, parameters and others.
    package let tensors: [Tensor]
    /// What the updaters remember, in their order.
    package let updaters: [UpdaterMemory]
    /// What a ``RecurrentModel`` carries into that step.
    package let carried: CarriedState?
    /// Where that step begins in the data; nil for batches of one size.
    package let place: DataPlace?
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
      }, carried: try carried?.copied(), place: supply.place(before: step), step: step)
  }

  /// Goes back to `snapshot`, exactly.
  ///
  /// - Throws: `TrainingError` when a tensor then differs from the copy in any bit.
  public func restore(_ snapshot: Snapshot) throws {
    setStep(snapshot.step)
    if let sizes = supply.sizes {
      try supply.schedule(sizes, from: step, at: snapshot.place)
    }
    try restoreWeights(of: snapshot, andUpdates: true)
  }

  /// Goes back to the weights and the history of `snapshot`, but for the place in the data and the plans.
  ///
  /// - Throws: as ``restore(_:)`` does.
  func restoreWeights(of snapshot: Snapshot, andUpdates: Bool = false) throws {
    let updates = updaters.map(\.updates)
    for (named, copy) in zip(tensors, snapshot.tensors) { try named.tensor.assign(copy) }
    for (updater, memory) in zip(updaters, snapshot.updaters) { try updater.restore(memory) }
    carried = try snapshot.carried?.copied()
    if !andUpdates {
      for (updater, updates) in zip(updaters, updates) { updater.updates = updates }
    }
    try verify(snapshot)
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
  func restore(_ memory: Learner.UpdaterMemory) throws {
    try engine.restore(from: memory.state)
    (limitState, updates) = (memory.limitState, memory.updates)
  }
}
