internal import CTorch

/// A failure inside libtorch: the operation and libtorch's message.
public struct TorchError: Error, Hashable, CustomStringConvertible {
  /// The operation's name in this module, for example `matmul`.
  public let operation: String
  /// libtorch's message, without its C++ stack trace.
  public let message: String

  /// `operation: message`.
  public var description: String { "\(operation): \(message)" }

  /// Creates a failure of `operation`, for custom layers and operations.
  public init(operation: String, message: String) {
    (self.operation, self.message) = (operation, message)
  }

  /// The last libtorch error on this thread.
  init(lastFailureOf operation: String) {
    self.operation = operation
    self.message = String(cString: ct_last_error())
  }
}

/// Throws libtorch's error unless `status` is zero.
func check(_ status: Int32, _ operation: String) throws(TorchError) {
  if status != 0 { throw TorchError(lastFailureOf: operation) }
}
