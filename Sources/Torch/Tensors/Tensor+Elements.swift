internal import CTorch

extension Tensor {
  /// Creates a tensor of `scalars` in row-major order, on the CPU.
  ///
  /// - Precondition: as many scalars as `shape` has elements.
  public convenience init<Scalar: TensorScalar>(
    _ scalars: [Scalar], shape: [Int]
  ) throws(TorchError) {
    precondition(
      scalars.count == shape.reduce(1, *),
      "shape \(shape) must hold \(scalars.count) elements; it holds \(shape.reduce(1, *))")
    let handle = scalars.withUnsafeBytes { bytes in
      ct_from_bytes(
        bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!, shape.map(Int64.init),
        Int64(shape.count), Scalar.scalarType.code)
    }
    try self.init(handle, "tensor")
  }

  /// Creates a tensor from a copy of `bytes` in row-major order, on the CPU.
  ///
  /// - Precondition: as many bytes as `shape` needs.
  public convenience init(
    bytes: UnsafeRawBufferPointer, shape: [Int], type: ScalarType
  ) throws(TorchError) {
    let expected = shape.reduce(1, *) * type.byteCount
    precondition(
      bytes.count == expected, "\(shape) needs \(expected) bytes; received \(bytes.count)")
    let base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
    try self.init(
      ct_from_bytes(base, shape.map(Int64.init), Int64(shape.count), type.code), "tensor")
  }

  /// The elements in row-major order, for any device and memory format.
  ///
  /// - Precondition: elements of type `Scalar`.
  public func scalars<Scalar: TensorScalar>(as type: Scalar.Type) throws(TorchError) -> [Scalar] {
    precondition(scalarType == Scalar.scalarType, "the elements are \(scalarType), not \(type)")
    var status: Int32 = 0
    let count = count
    let result = [Scalar](unsafeUninitializedCapacity: count) { buffer, filled in
      if let base = buffer.baseAddress { status = ct_copy_bytes(handle, base) }
      filled = status == 0 ? count : 0
    }
    try check(status, "scalars")
    return result
  }

  /// The elements' bytes in row-major order, for bitwise comparison.
  public func bytes() throws(TorchError) -> [UInt8] {
    var status: Int32 = 0
    let count = count * scalarType.byteCount
    let result = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      if let base = buffer.baseAddress { status = ct_copy_bytes(handle, base) }
      filled = status == 0 ? count : 0
    }
    try check(status, "bytes")
    return result
  }

  /// The only element, as a `Double`.
  ///
  /// - Throws: `TorchError` unless there is exactly one element.
  public func item() throws(TorchError) -> Double {
    var value = 0.0
    try check(ct_item(handle, &value), "item")
    return value
  }

  /// A copy with its own memory, detached from the gradient graph.
  public func copied() throws(TorchError) -> Tensor {
    let clone = try Tensor(ct_clone(handle), "copied")
    return try Tensor(ct_detach(clone.handle), "copied")
  }

  /// Overwrites the elements with those of `source`, converted and moved as needed.
  ///
  /// - Throws: `TorchError` when the shapes differ.
  public func assign(_ source: Tensor) throws(TorchError) {
    try Engine.withoutGradients { () throws(TorchError) in
      try check(ct_copy(handle, source.handle), "assign")
    }
  }

  /// Whether shape, type and every element are equal. NaN equals nothing.
  public func isEqual(to other: Tensor) throws(TorchError) -> Bool {
    guard shape == other.shape, scalarType == other.scalarType else { return false }
    var equal = false
    try check(ct_equal(handle, other.handle, &equal), "isEqual")
    return equal
  }
}
