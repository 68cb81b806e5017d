/// The arrays of one parameter, side by side.
@usableFromInline
struct ParameterArrays<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>:
  @unchecked Sendable  // pieces of different ranges never touch the same element
{
  @usableFromInline let values: UnsafeMutablePointer<Scalar>?
  @usableFromInline let gradient: UnsafePointer<Scalar>?
  @usableFromInline let first: UnsafeMutablePointer<Scalar>?
  @usableFromInline let second: UnsafeMutablePointer<Scalar>?
  @usableFromInline let third: UnsafeMutablePointer<Scalar>?
  @usableFromInline let count: Int

  @inlinable @inline(__always)
  func update<Rule: ElementwiseRule, Wide: StoredLanes, Rest: StoredLanes>(
    _: Rule.Type, _: Wide.Type, rest: Rest.Type, _ range: Range<Int>, _ slotCount: Int,
    _ gradientScale: Double, _ coefficients: Rule.Coefficients
  ) where Wide.Scalar == Scalar, Rest.Scalar == Scalar {
    // One loop per number of slots, so that no loop tests a condition that never changes.
    switch slotCount {
    case 0: loop(Rule.self, Wide.self, rest: rest, range, 0, gradientScale, coefficients)
    case 1: loop(Rule.self, Wide.self, rest: rest, range, 1, gradientScale, coefficients)
    case 2: loop(Rule.self, Wide.self, rest: rest, range, 2, gradientScale, coefficients)
    default: loop(Rule.self, Wide.self, rest: rest, range, 3, gradientScale, coefficients)
    }
  }

  @inlinable @inline(__always)
  func loop<Rule: ElementwiseRule, Wide: StoredLanes, Rest: StoredLanes>(
    _: Rule.Type, _: Wide.Type, rest: Rest.Type, _ range: Range<Int>, _ slotCount: Int,
    _ gradientScale: Double, _ coefficients: Rule.Coefficients
  ) where Wide.Scalar == Scalar, Rest.Scalar == Scalar {
    var position = range.lowerBound
    while position + Wide.width <= range.upperBound {
      element(Rule.self, Wide.self, position, slotCount, gradientScale, coefficients)
      position += Wide.width
    }
    while position < range.upperBound {
      element(Rule.self, Rest.self, position, slotCount, gradientScale, coefficients)
      position += Rest.width
    }
  }

  @inlinable @inline(__always)
  func element<Rule: ElementwiseRule, L: StoredLanes>(
    _: Rule.Type, _: L.Type, _ position: Int, _ slotCount: Int, _ gradientScale: Double,
    _ coefficients: Rule.Coefficients
  ) where L.Scalar == Scalar {
    let values = values.unsafelyUnwrapped + position
    var parameter = L.load(values)
    let gradient =
      L.load(gradient.unsafelyUnwrapped + position) * L(repeating: gradientScale)
    var memory = Memory(
      slotCount > 0 ? L.load(first.unsafelyUnwrapped + position) : L(repeating: 0),
      slotCount > 1 ? L.load(second.unsafelyUnwrapped + position) : L(repeating: 0),
      slotCount > 2 ? L.load(third.unsafelyUnwrapped + position) : L(repeating: 0))
    Rule.update(&parameter, along: gradient, &memory, coefficients)
    parameter.store(values)
    if slotCount > 0 { memory.first.store(first.unsafelyUnwrapped + position) }
    if slotCount > 1 { memory.second.store(second.unsafelyUnwrapped + position) }
    if slotCount > 2 { memory.third.store(third.unsafelyUnwrapped + position) }
  }
}
