internal import CTorch

/// A list of tensors that an operation processes together.
///
/// On a GPU, an operation on a list needs few kernel launches, however many tensors it holds; on
/// the CPU it is a loop. All tensors of a list have the same type and device.
public final class TensorList {
  let handle: OpaquePointer

  /// Takes ownership of the list that `handle` refers to.
  ///
  /// - Throws: libtorch's error of `operation` when `handle` is nil.
  init(_ handle: OpaquePointer?, _ operation: String) throws(TorchError) {
    guard let handle else { throw TorchError(lastFailureOf: operation) }
    self.handle = handle
  }

  deinit { ct_list_release(handle) }

  /// Creates a list of `tensors`, without copying them.
  public convenience init(_ tensors: [Tensor]) throws(TorchError) {
    try self.init(tensors.withHandles { ct_list_of($0, $1) }, "list")
  }

  /// The number of tensors.
  public var count: Int { Int(ct_list_count(handle)) }

  /// The tensors themselves, not copies.
  public func tensors() throws(TorchError) -> [Tensor] {
    var result: [Tensor] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      result.append(try Tensor(ct_list_get(handle, Int64(index)), "tensors"))
    }
    return result
  }

  /// A list of copies with the same memory order.
  public func copied() throws(TorchError) -> TensorList {
    try TensorList(ct_list_clone(handle), "copied")
  }

  /// A list of the same shapes whose elements are all `value`.
  public func filled(with value: Double) throws(TorchError) -> TensorList {
    try TensorList(ct_list_filled(handle, value), "filled")
  }

  /// Overwrites the elements of every tensor with those of `source`.
  ///
  /// - Throws: `TorchError` when lengths or shapes differ; nothing is overwritten in that case.
  public func assign(_ source: TensorList) throws(TorchError) {
    try Engine.withoutGradients { () throws(TorchError) in
      try check(ct_list_copy(handle, source.handle), "assign")
    }
  }

  /// √Σx² over all elements of all tensors: the global norm.
  ///
  /// Computed in double precision, so that no finite float32 overflows. MPS has only single
  /// precision, where the norm is infinite as soon as an element exceeds about 1e19.
  public func norm() throws(TorchError) -> Double {
    var value = 0.0
    try check(ct_foreach_norm(handle, &value), "norm")
    return value
  }
}
