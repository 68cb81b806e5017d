internal import CTorch

extension Tensor {
  /// Whether gradients with respect to this tensor are wanted.
  public var requiresGradient: Bool { ct_requires_gradient(handle) }

  /// Asks for gradients with respect to this tensor, and answers the tensor itself.
  ///
  /// - Throws: `TorchError` for a type without gradients, such as int64.
  @discardableResult
  public func requiringGradient(_ required: Bool = true) throws(TorchError) -> Tensor {
    try check(ct_set_requires_gradient(handle, required), "requiringGradient")
    return self
  }

  /// Adds the gradient of this single number to every tensor that required one.
  ///
  /// - Throws: `TorchError` when this is no single number, or nothing recorded leads to it.
  public func backward() throws(TorchError) {
    try check(ct_backward(handle), "backward")
  }

  /// The gradient that ``backward()`` left, in this tensor's memory order; nil before.
  public var gradient: Tensor? {
    ct_gradient(handle).map(Tensor.init(owning:))
  }

  /// This tensor without its history.
  public func detached() throws(TorchError) -> Tensor {
    try Tensor(ct_detach(handle), "detached")
  }
}

extension Collection where Element == Tensor {
  /// Forgets the gradients of all tensors, so that the next ``Tensor/backward()`` starts afresh.
  public func clearGradients() {
    var handles = map { Optional($0.handle) }
    handles.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      base.withMemoryRebound(to: OpaquePointer.self, capacity: buffer.count) {
        ct_clear_gradients($0, Int64(buffer.count))
      }
    }
  }
}
