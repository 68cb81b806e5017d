public import CLanes

/// Numbers that an update rule computes with, several side by side.
///
/// A rule is written once over this protocol. It runs over `SIMD8<Float>` for speed, over `Float`
/// for the few elements that are left over, over `Double` where exactness is checked, and over
/// whole tensors on devices that have no loop of ours.
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
}

/// Lanes that lie in memory as `Scalar`s.
public protocol StoredLanes: Lanes, Sendable {
  /// One lane.
  associatedtype Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable
  /// The number of lanes.
  static var width: Int { get }
  /// The lanes that start at `pointer`, which need not be aligned.
  static func load(_ pointer: UnsafePointer<Scalar>) -> Self
  /// Writes the lanes from `pointer` on.
  func store(_ pointer: UnsafeMutablePointer<Scalar>)
}

extension SIMD8: Lanes where Scalar == Float {
  /// The same number in every lane.
  @inlinable @inline(__always)
  public init(repeating value: Double) { self.init(repeating: Float(value)) }
  /// √x in one instruction; the standard library's calls a function per lane.
  @inlinable @inline(__always)
  public func root() -> Self { cl_square_root(self) }
}

extension SIMD8: StoredLanes where Scalar == Float {
  /// Eight.
  @inlinable @inline(__always)
  public static var width: Int { 8 }
  /// Eight floats from `pointer` on.
  @inlinable @inline(__always)
  public static func load(_ pointer: UnsafePointer<Float>) -> Self {
    UnsafeRawPointer(pointer).loadUnaligned(as: Self.self)
  }
  /// Eight floats from `pointer` on.
  @inlinable @inline(__always)
  public func store(_ pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self)
  }
}

extension Float: StoredLanes {
  /// The number itself.
  @inlinable @inline(__always)
  public init(repeating value: Double) { self = Float(value) }
  /// One.
  @inlinable @inline(__always)
  public static var width: Int { 1 }
  /// √x.
  @inlinable @inline(__always)
  public func root() -> Float { squareRoot() }
  /// The float at `pointer`.
  @inlinable @inline(__always)
  public static func load(_ pointer: UnsafePointer<Float>) -> Float { pointer.pointee }
  /// The float at `pointer`.
  @inlinable @inline(__always)
  public func store(_ pointer: UnsafeMutablePointer<Float>) { pointer.pointee = self }
}

extension Double: StoredLanes {
  /// The number itself.
  @inlinable @inline(__always)
  public init(repeating value: Double) { self = value }
  /// One.
  @inlinable @inline(__always)
  public static var width: Int { 1 }
  /// √x.
  @inlinable @inline(__always)
  public func root() -> Double { squareRoot() }
  /// The number at `pointer`.
  @inlinable @inline(__always)
  public static func load(_ pointer: UnsafePointer<Double>) -> Double { pointer.pointee }
  /// The number at `pointer`.
  @inlinable @inline(__always)
  public func store(_ pointer: UnsafeMutablePointer<Double>) { pointer.pointee = self }
}
