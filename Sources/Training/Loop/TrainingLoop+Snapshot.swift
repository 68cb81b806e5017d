package import Optimizers
package import Torch

extension TrainingLoop {
  /// A copy of all that steps change.
  public struct Snapshot {
    /// The model's tensors, parameters and others.
    package let tensors: [Tensor]
    /// The optimizer's history.
    package let state: OptimizerState<Float>
    /// What the limit on gradients remembers.
    package let limitState: GradientClippingState
    /// The step that comes next.
    public let step: Int
  }

  /// A copy of the weights, the optimizer's history and the place in the data.
  public func snapshot() throws -> Snapshot {
    Snapshot(
      tensors: try tensors.map { try $0.tensor.copied() }, state: state.copied(),
      limitState: limitState, step: step)
  }

  /// Goes back to `snapshot`, exactly.
  ///
  /// - Throws: `TrainingError` when a tensor then differs from the copy in any bit.
  public func restore(_ snapshot: Snapshot) throws {
    for (named, copy) in zip(tensors, snapshot.tensors) { try named.tensor.assign(copy) }
    state.restore(from: snapshot.state)
    limitState = snapshot.limitState
    setStep(snapshot.step)
    try verify(snapshot)
  }

  /// Checks that nothing differs from `snapshot`.
  private func verify(_ snapshot: Snapshot) throws {
    for (named, copy) in zip(tensors, snapshot.tensors)
    where try !named.tensor.bytes().elementsEqual(copy.bytes()) {
      throw TrainingError("the tensor '\(named.name)' was not restored exactly")
    }
    guard state.isIdentical(to: snapshot.state), step == snapshot.step else {
      throw TrainingError("the optimizer's history was not restored exactly")
    }
  }
}
