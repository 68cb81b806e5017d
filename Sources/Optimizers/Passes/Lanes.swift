/// Numbers that an update rule computes with, several side by side.
///
/// A rule is written once over this protocol. It runs over eight floats for speed, over one float
/// for the elements left at an array's end, over `Double` in tests of exactness, and over whole
/// tensors on devices such as graphics cards.
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
  func squareRoot() -> Self
  /// |x|, lane by lane.
  var magnitude: Self { get }
  /// −1, 0 or 1, lane by lane; 0 for NaN.
  func signum() -> Self
  /// `yes` in the lanes where `left > right`, and `no` in the others.
  static func choose(_ yes: Self, _ no: Self, where left: Self, exceeds right: Self) -> Self
  /// The larger of two, lane by lane; `right` where either is NaN.
  static func pointwiseMax(_ left: Self, _ right: Self) -> Self
  /// The smaller of two, lane by lane; `left` where either is NaN.
  static func pointwiseMin(_ left: Self, _ right: Self) -> Self
}

extension Lanes {
  /// Zero in every lane.
  @inlinable @inline(__always)
  public static var zero: Self { Self(repeating: 0) }

  /// The larger of two, lane by lane; `right` where either is NaN.
  @inlinable @inline(__always)
  public static func pointwiseMax(_ left: Self, _ right: Self) -> Self {
    .choose(left, right, where: left, exceeds: right)
  }

  /// The smaller of two, lane by lane; `left` where either is NaN.
  @inlinable @inline(__always)
  public static func pointwiseMin(_ left: Self, _ right: Self) -> Self {
    .choose(right, left, where: left, exceeds: right)
  }

  /// −1, 0 or 1, lane by lane; 0 for NaN.
  @inlinable @inline(__always)
  public func signum() -> Self {
    let zero = Self(repeating: 0)
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
  /// Writes the lanes as brain floats. Each is rounded up with a probability that is its distance
  /// from the brain float below, relative to the distance between the two neighbours.
  func storeCompact(_ pointer: UnsafeMutableRawPointer, _ draw: BrainFloatDraw)
}

/// The element types of parameters: `Float`, and `Double` for tests of exactness.
public protocol OptimizerScalar: StoredLanes, BinaryFloatingPoint, BitwiseCopyable, Codable
where Scalar == Self {
  /// The lanes that a loop uses on every processor.
  associatedtype Wide: StoredLanes where Wide.Scalar == Self
}
