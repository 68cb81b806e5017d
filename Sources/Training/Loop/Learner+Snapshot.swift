package import Optimizers
package import Torch

extension Learner {
  /// A copy of everything that steps change.
  public struct Snapshot {
    /// The model's tensors: parameters and buffers.
    package let tensors: [Tensor]
    /// The state of the updaters, in their order.
    package let updaters: [UpdaterMemory]
    /// The hidden state of a ``RecurrentModel`` at the start of that step.
    package let carried: CarriedState?
    /// The position in the data at which that step begins; nil for a fixed batch size.
    package let place: DataPosition?
    /// The next step.
    public let step: Int
  }

  /// The state of one updater.
  package struct UpdaterMemory {
    /// The optimizer state.
    package let state: OptimizerState<Float>
    /// The state of gradient clipping.
    package let clippingState: GradientClippingState
    /// The number of updates made.
    package let updates: Int
  }

  /// A copy of the weights, the updaters' states, the hidden state and the position in the data.
  public func snapshot() throws -> Snapshot {
    Snapshot(
      tensors: try tensors.map { try $0.tensor.copied() },
      updaters: try updaters.map { updater in
        UpdaterMemory(
          state: try updater.engine.state().copied(), clippingState: updater.clippingState,
          updates: updater.updates)
      }, carried: try carried?.copied(), place: loader.position(before: step), step: step)
  }

  /// Restores `snapshot` exactly.
  ///
  /// - Throws: `TrainingError` if a tensor differs from the copy in any bit afterwards.
  public func restore(_ snapshot: Snapshot) throws {
    step = snapshot.step
    if let sizes = loader.sizes {
      try loader.schedule(sizes, from: step, at: snapshot.place)
    }
    try restoreWeights(of: snapshot, andUpdates: true)
  }

  /// Restores the weights and the optimizer states of `snapshot`, but neither the position in the
  /// data nor the positions in the plans.
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

  /// Checks that all tensors and states equal those of `snapshot`.
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
  /// Restores the state in `memory`.
  func restore(_ memory: Learner.UpdaterMemory) throws {
    try engine.restore(from: memory.state)
    (clippingState, updates) = (memory.clippingState, memory.updates)
  }
}
