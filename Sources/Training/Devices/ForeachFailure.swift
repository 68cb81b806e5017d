package import Torch

/// The first error of the operations of one step.
///
/// The formulas of rules cannot throw, and an operation on a device can fail, for want of memory
/// above all.
package final class ForeachFailure {
  /// The first error; nil when there was none.
  package private(set) var first: TorchError?

  /// No error yet.
  package init() {}

  /// What `operation` answers; `fallback` where it fails, or something failed before.
  package func keep(
    _ fallback: TensorList, _ operation: () throws(TorchError) -> TensorList
  ) -> ForeachLanes {
    guard first == nil else { return .tensors(fallback, self) }
    do throws(TorchError) {
      return .tensors(try operation(), self)
    } catch {
      first = error
      return .tensors(fallback, self)
    }
  }

  /// Throws the first error, if there was one.
  package func check() throws(TorchError) {
    if let first { throw first }
  }
}
