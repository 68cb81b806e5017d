/// The arrays of one parameter that a pass goes over.
///
/// Sendable without a check, since pieces of different ranges never share an element.
@usableFromInline package struct PassArrays: @unchecked Sendable {
  @usableFromInline var values: UnsafeMutableRawPointer?
  @usableFromInline var gradient: UnsafeRawPointer?
  @usableFromInline var first, second, third, fourth: UnsafeMutableRawPointer?
  /// The number of slots that are loaded and stored.
  @usableFromInline var slotCount = 0
  /// Whether the slots are brain floats.
  @usableFromInline let isCompact: Bool
  /// The seed of the random rounding to brain floats.
  @usableFromInline let seed: UInt32

  init(
    values: UnsafeMutableRawPointer?, gradient: UnsafeRawPointer?, isCompact: Bool, seed: UInt32
  ) {
    (self.values, self.gradient) = (values, gradient)
    (self.isCompact, self.seed) = (isCompact, seed)
  }

  mutating func append(_ slot: UnsafeMutableRawPointer?) {
    switch slotCount {
    case 0: first = slot
    case 1: second = slot
    case 2: third = slot
    case 3: fourth = slot
    default: preconditionFailure("a pass goes over at most 4 slots")
    }
    slotCount += 1
  }

  /// The arrays of a row that begins at the element `start`: its values and gradient, and the slots
  /// as they are, which have one number per column.
  @inlinable @inline(__always)
  func row<Scalar: OptimizerScalar>(from start: Int, of _: Scalar.Type) -> PassArrays {
    var arrays = self
    arrays.values = values.map { $0 + start * MemoryLayout<Scalar>.stride }
    arrays.gradient = gradient.map { $0 + start * MemoryLayout<Scalar>.stride }
    return arrays
  }
}
