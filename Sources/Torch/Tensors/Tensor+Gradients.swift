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

  /// Adds the gradient of this single number to `tensors` alone, of those that required one.
  ///
  /// - Parameter keepsGraph: whether there is to be another way back from what led here.
  /// - Throws: `TorchError` as ``backward()`` does.
  /// - Precondition: at least one tensor.
  public func backward(to tensors: [Tensor], keepsGraph: Bool = false) throws(TorchError) {
    precondition(!tensors.isEmpty, "tensors must hold at least one")
    let status = tensors.withHandles { ct_backward_to(handle, $0, $1, keepsGraph) }
    try check(status, "backward")
  }

  /// The gradients of this tensor's sum with respect to `tensors`, which are not added to theirs; nil where
  /// nothing leads to one.
  ///
  /// - Parameter recording: whether the answer can be differentiated again, for gradients of gradients; the
  ///   way back can then be taken again, too.
  /// - Throws: `TorchError` when nothing recorded leads here.
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
    withHandles { ct_clear_gradients($0, $1) }
  }

  /// The handles as C wants them, for as long as `body` runs.
  func withHandles<Result>(_ body: (UnsafePointer<OpaquePointer>, Int64) -> Result) -> Result {
    withExtendedLifetime(self) {
      withUnsafeTemporaryAllocation(of: OpaquePointer.self, capacity: Swift.max(1, count)) {
        for (index, tensor) in enumerated() { $0.initializeElement(at: index, to: tensor.handle) }
        return body(UnsafePointer($0.baseAddress!), Int64(count))
      }
    }
  }
}
