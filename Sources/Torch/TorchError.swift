internal import CTorch

/// A failure inside libtorch: which operation, and libtorch's own message.
public struct TorchError: Error, Hashable, CustomStringConvertible {
  /// The operation as this module names it, for example `matmul`.
  public let operation: String
  /// libtorch's message, without its C++ stack trace.
  public let message: String

  /// `operation: message`.
  public var description: String { "\(operation): \(message)" }

  /// A failure of `operation`, for those of a layer or an operation of one's own.
  public init(operation: String, message: String) {
    (self.operation, self.message) = (operation, message)
  }

  /// The error that libtorch left behind on this thread.
  init(lastFailureOf operation: String) {
    self.operation = operation
    self.message = String(cString: ct_last_error())
  }
}

/// Throws libtorch's error unless `status` is zero.
func check(_ status: Int32, _ operation: String) throws(TorchError) {
  if status != 0 { throw TorchError(lastFailureOf: operation) }
}
