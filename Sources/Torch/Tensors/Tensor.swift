internal import CTorch

/// A multidimensional array of numbers on a device, with automatic differentiation.
///
/// A reference to libtorch's tensor: copying the reference does not copy the elements (``copied()``
/// does). It is not `Sendable`, since libtorch does not protect a tensor's elements from access by
/// two threads.
public final class Tensor {
  let handle: OpaquePointer

  /// Takes ownership of the reference that `handle` holds.
  ///
  /// - Throws: libtorch's error of `operation` when `handle` is nil.
  init(_ handle: OpaquePointer?, _ operation: String) throws(TorchError) {
    guard let handle else { throw TorchError(lastFailureOf: operation) }
    self.handle = handle
  }

  init(owning handle: OpaquePointer) { self.handle = handle }

  deinit { ct_release(handle) }

  /// The number of dimensions; 0 for a single number.
  public var rank: Int { Int(ct_rank(handle)) }

  /// The length of each dimension.
  public var shape: [Int] {
    let rank = rank
    return [Int64](unsafeUninitializedCapacity: rank) { buffer, count in
      if let base = buffer.baseAddress { ct_sizes(handle, base) }
      count = rank
    }.map(Int.init)
  }

  /// The number of elements.
  public var count: Int { Int(ct_count(handle)) }

  /// The type of the elements.
  ///
  /// - Precondition: the type is one of ``ScalarType``, as in the results of every operation here.
  public var scalarType: ScalarType {
    guard let type = ScalarType(rawValue: Int(ct_scalar_type(handle))) else {
      preconditionFailure("the tensor's element type is none of ScalarType's")
    }
    return type
  }

  /// The device of the elements.
  public var device: Device {
    var index: Int32 = 0
    let kind = Device.Kind(rawValue: Int(ct_device(handle, &index).rawValue)) ?? .cpu
    return Device(kind: kind, index: Int(index))
  }

  /// Passes the elements in memory order to `body`; the buffer is valid while it runs.
  ///
  /// Memory order equals the order of ``scalars(as:)`` only for a contiguous tensor; a parameter
  /// and its ``gradient`` have the same memory order.
  /// - Precondition: elements of type `Scalar`, on the CPU, contiguous in memory without gaps.
  public func withMutableStorage<Scalar: TensorScalar, Result, Failure: Error>(
    as type: Scalar.Type, _ body: (UnsafeMutableBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(scalarType == Scalar.scalarType, "the elements are \(scalarType), not \(type)")
    precondition(device == .cpu, "the elements are on \(device), not on the processor")
    precondition(ct_is_dense(handle), "the elements do not lie side by side")
    let base = ct_data(handle)?.assumingMemoryBound(to: Scalar.self)
    return try body(UnsafeMutableBufferPointer(start: base, count: base == nil ? 0 : count))
  }
}

extension Tensor: CustomStringConvertible {
  /// The type, shape and device: `float32 [64, 10] on cpu`.
  public var description: String { "\(scalarType) \(shape) on \(device)" }
}
