/// Numbers that an update rule computes with, several side by side.
///
/// A rule is written once over this protocol. It runs over eight floats for speed, over one for the
/// few elements that are left over, over `Double` where exactness is checked, and over whole tensors
/// on devices that have no loop of ours.
public protocol Lanes {
  /// The same number in every lane.
  init(repeating value: Double)
  /// Lane by lane.
  static func + (left: Self, right: Self) -> Self
  /// Lane by lane.
  static func - (left: Self, right: Self) -> Self
  /// Lane by lane.
  static func * (left: Self, right: Self) -> Self
  /// Lane by lane.
  static func / (left: Self, right: Self) -> Self
  /// √x, lane by lane.
  func root() -> Self
  /// |x|, lane by lane.
  func size() -> Self
  /// `yes` in the lanes where `left > right`, and `no` in the others.
  static func choose(_ yes: Self, _ no: Self, where left: Self, exceeds right: Self) -> Self
  /// The larger of two, lane by lane; the other one where either is NaN.
  func larger(_ other: Self) -> Self
  /// The smaller of two, lane by lane; this one where either is NaN.
  func smaller(_ other: Self) -> Self
  /// −1, 0 or 1, lane by lane; 0 for NaN.
  func sign() -> Self
}

extension Lanes {
  /// Zero in every lane.
  @inlinable @inline(__always)
  public static var zeros: Self { Self(repeating: 0) }

  /// The larger of two, lane by lane; the other one where either is NaN.
  @inlinable @inline(__always)
  public func larger(_ other: Self) -> Self { .choose(self, other, where: self, exceeds: other) }

  /// The smaller of two, lane by lane; this one where either is NaN.
  @inlinable @inline(__always)
  public func smaller(_ other: Self) -> Self { .choose(other, self, where: self, exceeds: other) }

  /// −1, 0 or 1, lane by lane; 0 for NaN.
  @inlinable @inline(__always)
  public func sign() -> Self {
    let zero = Self.zeros
    let negative = Self.choose(Self(repeating: -1), zero, where: zero, exceeds: self)
    return .choose(Self(repeating: 1), negative, where: self, exceeds: zero)
  }

  /// `number · lanes`.
  @inlinable @inline(__always)
  public static func * (number: Double, lanes: Self) -> Self { Self(repeating: number) * lanes }

  /// `lanes + number`.
  @inlinable @inline(__always)
  public static func + (lanes: Self, number: Double) -> Self { lanes + Self(repeating: number) }
}

/// Lanes that lie in memory as `Scalar`s.
public protocol StoredLanes: Lanes, Sendable {
  /// One lane.
  associatedtype Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable
  /// The number of lanes.
  static var width: Int { get }
  /// The sum of the lanes.
  var total: Double { get }
  /// The lanes that start at `pointer`, which need not be aligned.
  static func load(_ pointer: UnsafeRawPointer) -> Self
  /// Writes the lanes from `pointer` on.
  func store(_ pointer: UnsafeMutableRawPointer)
  /// The lanes that start at `pointer` as brain floats, two bytes each.
  static func loadCompact(_ pointer: UnsafeRawPointer) -> Self
  /// Writes the lanes as brain floats, rounded up or down by chance in proportion.
  func storeCompact(_ pointer: UnsafeMutableRawPointer, _ draw: BrainFloatDraw)
}

/// The element types that optimizers step: `Float`, and `Double` where exactness is checked.
public protocol OptimizerScalar: StoredLanes, BinaryFloatingPoint, Codable where Scalar == Self {
  /// The lanes that a loop uses on every processor.
  associatedtype Wide: StoredLanes where Wide.Scalar == Self
}
