package import Torch

/// The first error of the operations of one step.
///
/// A rule's formula cannot throw, but an operation on a device can fail, usually because it is out
/// of memory.
package final class ForeachFailure {
  /// The first error; nil if there is none.
  package private(set) var first: TorchError?

  /// Creates a record without an error.
  package init() {}

  /// The result of `operation`; `fallback` if it fails or an earlier operation failed.
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

  /// Throws the first error, if there is one.
  package func check() throws(TorchError) {
    if let first { throw first }
  }
}
