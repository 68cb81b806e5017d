/// One pass over parameters, gradients and what is remembered, element by element.
///
/// Most rules are one sweep (``ElementwiseRule``). Rules that need a norm of the whole, such as LAMB
/// or Prodigy, make two: one that sums, one that uses the sums.
public protocol Sweep: SendableMetatype {
  /// What the formula needs of one step, worked out once in double precision.
  associatedtype Coefficients: Sendable

  /// What is written back; the rest is only read.
  static var writes: SweepWrites { get }

  /// The numbers of slots that the memory may have: a loop is compiled for each.
  static var slotCounts: ClosedRange<Int> { get }

  /// Whether the slots may be brain floats: loops for those are compiled, too.
  static var mayBeCompact: Bool { get }

  /// Whether the gradient is of use; one that is not is not fetched from memory.
  static var readsGradient: Bool { get }

  /// Whether ``visit(_:along:_:_:_:)`` adds anything to the sums.
  static var sums: Bool { get }

  /// Changes one element, and adds what it has to the sums.
  static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients)
}

extension Sweep {
  /// Everything.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .all }
  /// Any.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 0...4 }
  /// No.
  @inlinable @inline(__always)
  public static var mayBeCompact: Bool { false }
  /// Yes.
  @inlinable @inline(__always)
  public static var readsGradient: Bool { true }
  /// Nothing is summed.
  @inlinable @inline(__always)
  public static var sums: Bool { false }
}

/// What a sweep writes back.
public struct SweepWrites: OptionSet, Sendable {
  /// One bit each.
  public let rawValue: UInt8
  /// The set of these bits.
  @inlinable @inline(__always)
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The parameters.
  @inlinable @inline(__always)
  public static var parameter: SweepWrites { SweepWrites(rawValue: 1) }
  /// The memory's first slot.
  @inlinable @inline(__always)
  public static var first: SweepWrites { SweepWrites(rawValue: 2) }
  /// The second slot.
  @inlinable @inline(__always)
  public static var second: SweepWrites { SweepWrites(rawValue: 4) }
  /// The third slot.
  @inlinable @inline(__always)
  public static var third: SweepWrites { SweepWrites(rawValue: 8) }
  /// The fourth slot.
  @inlinable @inline(__always)
  public static var fourth: SweepWrites { SweepWrites(rawValue: 16) }
  /// All slots, but not the parameters.
  @inlinable @inline(__always)
  public static var memory: SweepWrites { SweepWrites(rawValue: 30) }
  /// Parameters and all slots.
  @inlinable @inline(__always)
  public static var all: SweepWrites { SweepWrites(rawValue: 31) }
}

/// What is remembered per element, as a sweep sees it: up to four slots.
public struct Memory<L> {
  /// The first slot.
  public var first: L
  /// The second slot.
  public var second: L
  /// The third slot.
  public var third: L
  /// The fourth slot.
  public var fourth: L

  /// Four slots; those past the sweep's number are neither loaded nor stored.
  @inlinable @inline(__always)
  public init(_ first: L, _ second: L, _ third: L, _ fourth: L) {
    (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
  }
}

/// Up to three sums that a sweep takes over elements.
public struct Sums<L> {
  /// The first sum.
  public var first: L
  /// The second sum.
  public var second: L
  /// The third sum.
  public var third: L

  /// Three numbers.
  @inlinable @inline(__always)
  public init(_ first: L, _ second: L, _ third: L) {
    (self.first, self.second, self.third) = (first, second, third)
  }
}

extension Sums<Double> {
  /// Nothing summed yet.
  @inlinable @inline(__always)
  public static var zero: Sums { Sums(0, 0, 0) }

  /// Sum by sum.
  @inlinable @inline(__always)
  public static func += (left: inout Sums, right: Sums) {
    left.first += right.first
    left.second += right.second
    left.third += right.third
  }
}
