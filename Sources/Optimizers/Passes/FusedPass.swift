/// One pass over parameters, gradients and memory, element by element.
///
/// Most rules are one pass (``ElementwiseRule``). Rules that need a norm of whole tensors, such as
/// LAMB or Prodigy, make two: the first takes sums, the second uses them.
public protocol FusedPass: SendableMetatype {
  /// The numbers of the formula, computed once for each step in double precision.
  associatedtype Coefficients: Sendable

  /// The arrays that are written back; the others are only read.
  static var writes: PassWrites { get }

  /// The numbers of slots that the memory may have. A loop is compiled for each.
  static var slotCounts: ClosedRange<Int> { get }

  /// Whether the slots may be brain floats. If so, loops for brain floats are compiled too.
  static var mayBeCompact: Bool { get }

  /// Whether ``visit(_:along:_:_:_:)`` uses the gradient. If not, it is not prefetched.
  static var readsGradient: Bool { get }

  /// Whether ``visit(_:along:_:_:_:)`` adds to the sums.
  static var sums: Bool { get }

  /// Changes one element, and adds its part to the sums.
  static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients)
}

extension FusedPass {
  /// Everything.
  @inlinable public static var writes: PassWrites { .all }
  /// Any number.
  @inlinable public static var slotCounts: ClosedRange<Int> { 0...4 }
  /// No.
  @inlinable public static var mayBeCompact: Bool { false }
  /// Yes.
  @inlinable public static var readsGradient: Bool { true }
  /// No.
  @inlinable public static var sums: Bool { false }
}

/// The arrays that a pass writes back.
public struct PassWrites: OptionSet, Sendable {
  /// Bit 0 for the parameter, bit 1 + i for slot i.
  public let rawValue: UInt8
  /// The set of these bits.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The parameters.
  @inlinable public static var parameter: PassWrites { PassWrites(rawValue: 1) }
  /// All slots, but not the parameters.
  @inlinable public static var memory: PassWrites { PassWrites(rawValue: 30) }
  /// Parameters and all slots.
  @inlinable public static var all: PassWrites { PassWrites(rawValue: 31) }
  /// One slot.
  @inlinable public static func slot(_ key: StateKey) -> PassWrites { .slot(at: key.index) }
  @inlinable package static func slot(at index: Int) -> PassWrites {
    PassWrites(rawValue: 2 &<< UInt8(truncatingIfNeeded: index))
  }
}
