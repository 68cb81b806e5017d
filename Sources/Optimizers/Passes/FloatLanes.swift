public import CLanes

/// Eight floats.
///
/// Every operation is a vector operation of C. Swift's SIMD types compute lane by lane, and with
/// more than a few coefficients LLVM does not turn that into vector instructions.
///
/// `Processor` marks the processors for which a loop is compiled. Each module has its own marker
/// type, so the linker cannot confuse a loop for wide registers with the portable one.
public struct FloatLanes<Processor>: StoredLanes {
  /// A float.
  public typealias Scalar = Float
  @usableFromInline let lanes: cl_float8

  @inlinable @inline(__always)
  init(_ lanes: cl_float8) { self.lanes = lanes }
  /// The same number in every lane.
  @inlinable @inline(__always)
  public init(repeating value: Double) { lanes = cl_splat(Float(value)) }
  /// Lane by lane.
  @inlinable @inline(__always)
  public static func + (left: Self, right: Self) -> Self {
    Self(cl_add(left.lanes, right.lanes))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public static func - (left: Self, right: Self) -> Self {
    Self(cl_subtract(left.lanes, right.lanes))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public static func * (left: Self, right: Self) -> Self {
    Self(cl_multiply(left.lanes, right.lanes))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public static func / (left: Self, right: Self) -> Self {
    Self(cl_divide(left.lanes, right.lanes))
  }
  /// √x, lane by lane.
  @inlinable @inline(__always)
  public func squareRoot() -> Self { Self(cl_square_root(lanes)) }
  /// |x|, lane by lane.
  @inlinable @inline(__always)
  public var magnitude: Self { Self(cl_magnitude(lanes)) }
  /// A comparison and a selection.
  @inlinable @inline(__always)
  public static func choose(_ yes: Self, _ no: Self, where left: Self, exceeds right: Self) -> Self
  {
    Self(cl_choose(yes.lanes, no.lanes, left.lanes, right.lanes))
  }
  /// Eight.
  @inlinable @inline(__always)
  public static var width: Int { 8 }
  /// The sum in double precision.
  @inlinable @inline(__always)
  public var total: Double { (SIMD4<Double>(lanes.lowHalf) + SIMD4<Double>(lanes.highHalf)).sum() }
  /// Eight floats from `pointer` on.
  @inlinable @inline(__always)
  public static func load(_ pointer: UnsafeRawPointer) -> Self {
    Self(pointer.loadUnaligned(as: cl_float8.self))
  }
  /// Eight floats from `pointer` on.
  @inlinable @inline(__always)
  public func store(_ pointer: UnsafeMutableRawPointer) {
    pointer.storeBytes(of: lanes, as: cl_float8.self)
  }
  /// Eight brain floats from `pointer` on.
  @inlinable @inline(__always)
  public static func loadCompact(_ pointer: UnsafeRawPointer) -> Self {
    Self(cl_load_bfloat16(pointer))
  }
  /// Eight brain floats from `pointer` on.
  @inlinable @inline(__always)
  public func storeCompact(_ pointer: UnsafeMutableRawPointer, _ draw: BrainFloatDraw) {
    cl_store_bfloat16(pointer, lanes, draw.position, draw.seed, draw.isUpper)
  }
}

/// Loops that run on every processor.
public enum AnyProcessor {}

extension Float: OptimizerScalar {
  /// Eight floats.
  public typealias Wide = FloatLanes<AnyProcessor>
  /// The number itself.
  @inlinable @inline(__always)
  public init(repeating value: Double) { self = Float(value) }
  /// One.
  @inlinable @inline(__always)
  public static var width: Int { 1 }
  /// The number itself.
  @inlinable @inline(__always)
  public var total: Double { Double(self) }
  /// `yes` or `no`.
  @inlinable @inline(__always)
  public static func choose(_ yes: Float, _ no: Float, where left: Float, exceeds right: Float)
    -> Float
  {
    left > right ? yes : no
  }
  /// The float at `pointer`.
  @inlinable @inline(__always)
  public static func load(_ pointer: UnsafeRawPointer) -> Float {
    pointer.loadUnaligned(as: Float.self)
  }
  /// The float at `pointer`.
  @inlinable @inline(__always)
  public func store(_ pointer: UnsafeMutableRawPointer) {
    pointer.storeBytes(of: self, as: Float.self)
  }
  /// The brain float at `pointer`.
  @inlinable @inline(__always)
  public static func loadCompact(_ pointer: UnsafeRawPointer) -> Float {
    Float(bitPattern: UInt32(pointer.loadUnaligned(as: UInt16.self)) << 16)
  }
  /// The brain float at `pointer`.
  @inlinable @inline(__always)
  public func storeCompact(_ pointer: UnsafeMutableRawPointer, _ draw: BrainFloatDraw) {
    pointer.storeBytes(of: stochasticBrainFloat(self, draw), as: UInt16.self)
  }
}
