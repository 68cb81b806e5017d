internal import CTorch

extension Tensor {
  /// Whether gradients are computed with respect to this tensor.
  public var requiresGradient: Bool { ct_requires_gradient(handle) }

  /// Turns gradients with respect to this tensor on or off, and returns the tensor itself.
  ///
  /// - Throws: `TorchError` for a type without gradients, such as int64.
  @discardableResult
  public func requiringGradient(_ required: Bool = true) throws(TorchError) -> Tensor {
    try check(ct_set_requires_gradient(handle, required), "requiringGradient")
    return self
  }

  /// Adds the gradient of this scalar to the ``gradient`` of every tensor that requires one.
  ///
  /// - Throws: `TorchError` if this tensor is not a single number, or depends on no tensor that
  ///   requires a gradient.
  public func backward() throws(TorchError) {
    try check(ct_backward(handle), "backward")
  }

  /// Adds the gradient of this scalar to the ``gradient`` of `tensors`, and of no other tensor.
  ///
  /// - Parameter keepsGraph: whether the graph is kept for another backward pass.
  /// - Throws: `TorchError` as ``backward()`` does.
  /// - Precondition: at least one tensor.
  public func backward(to tensors: [Tensor], keepsGraph: Bool = false) throws(TorchError) {
    precondition(!tensors.isEmpty, "tensors must hold at least one")
    let status = tensors.withHandles { ct_backward_to(handle, $0, $1, keepsGraph) }
    try check(status, "backward")
  }

  /// The gradients of this tensor's sum with respect to `tensors`, without adding them to
  /// ``gradient``; nil for a tensor that this one does not depend on.
  ///
  /// - Parameter recording: whether the gradients can be differentiated again (second-order
  ///   gradients); this also keeps the graph for another backward pass.
  /// - Throws: `TorchError` if this tensor depends on no tensor that requires a gradient.
  public func gradients(
    of tensors: [Tensor], recording: Bool = false
  ) throws(TorchError) -> [Tensor?] {
    let seed = try filled(with: 1)
    let list = withExtendedLifetime(seed) {
      tensors.withHandles { handles, count in
        [self].withHandles { output, _ in
          [seed].withHandles { seeds, _ in
            ct_gradients(output, 1, handles, count, seeds, recording, recording)
          }
        }
      }
    }
    let found = try TensorList(list, "gradients")
    return try tensors.indices.map { index throws(TorchError) in
      guard ct_list_has(found.handle, Int64(index)) else { return nil }
      return try Tensor(ct_list_get(found.handle, Int64(index)), "gradients")
    }
  }

  /// The accumulated gradient of ``backward()``, in this tensor's memory order; nil before the
  /// first.
  public var gradient: Tensor? {
    ct_gradient(handle).map(Tensor.init(owning:))
  }

  /// This tensor detached from the gradient graph.
  public func detached() throws(TorchError) -> Tensor {
    try Tensor(ct_detach(handle), "detached")
  }
}

extension Collection where Element == Tensor {
  /// Clears the gradients of all tensors, so that the next ``Tensor/backward()`` starts from zero.
  public func clearGradients() {
    withHandles { ct_clear_gradients($0, $1) }
  }

  /// Passes the handles as a C array to `body`; they are valid while it runs.
  func withHandles<Result>(_ body: (UnsafePointer<OpaquePointer>, Int64) -> Result) -> Result {
    withExtendedLifetime(self) {
      withUnsafeTemporaryAllocation(of: OpaquePointer.self, capacity: Swift.max(1, count)) {
        for (index, tensor) in enumerated() { $0.initializeElement(at: index, to: tensor.handle) }
        return body(UnsafePointer($0.baseAddress!), Int64(count))
      }
    }
  }
}
