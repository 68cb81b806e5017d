/// Names one of the sums of a pass.
public struct SumKey: Sendable {
  @usableFromInline let index: Int

  /// The key of the sum at `index`, from 0; a pass has at most three.
  @inlinable public init(_ index: Int) { self.index = index }
}

/// Up to three sums that a pass takes over elements, by their keys.
public struct Sums<L> {
  @usableFromInline var first, second, third: L

  @inlinable @inline(__always)
  init(_ first: L, _ second: L, _ third: L) {
    (self.first, self.second, self.third) = (first, second, third)
  }

  /// One sum.
  @inlinable
  public subscript(key: SumKey) -> L {
    @inline(__always) get {
      switch key.index {
      case 0: first
      case 1: second
      default: third
      }
    }
    @inline(__always) set {
      switch key.index {
      case 0: first = newValue
      case 1: second = newValue
      default: third = newValue
      }
    }
  }
}

extension Sums<Double> {
  @inlinable static var zero: Sums { Sums(0, 0, 0) }

  /// Adds sum by sum.
  @inlinable @inline(__always)
  static func += (left: inout Sums, right: Sums) {
    left.first += right.first
    left.second += right.second
    left.third += right.third
  }
}
