/// The arrays of one parameter, side by side, as a sweep goes over them.
///
/// Sendable without a check, since pieces of different ranges never share an element.
public struct SweepArrays: @unchecked Sendable {
  @usableFromInline var values: UnsafeMutableRawPointer?
  @usableFromInline var gradient: UnsafeRawPointer?
  @usableFromInline var first, second, third, fourth: UnsafeMutableRawPointer?
  /// The number of slots that are loaded and stored.
  @usableFromInline var slotCount = 0
  /// Whether the slots are brain floats.
  @usableFromInline let isCompact: Bool
  /// What decides the rounding of brain floats.
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
    default: preconditionFailure("a sweep goes over at most 4 slots")
    }
    slotCount += 1
  }

  /// The same arrays with parameter and gradient from the element `start` on, and the slots as they
  /// are: those of a row, where the slots have one number per column.
  @inlinable @inline(__always)
  func row<Scalar: OptimizerScalar>(from start: Int, of _: Scalar.Type) -> SweepArrays {
    var arrays = self
    arrays.values = values.map { $0 + start * MemoryLayout<Scalar>.stride }
    arrays.gradient = gradient.map { $0 + start * MemoryLayout<Scalar>.stride }
    return arrays
  }
}
