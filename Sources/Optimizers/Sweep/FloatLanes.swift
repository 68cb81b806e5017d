public import CLanes

extension SIMD8: Lanes where Scalar == Float {
  /// The same number in every lane.
  @inlinable @inline(__always)
  public init(repeating value: Double) { self.init(repeating: Float(value)) }
  /// √x in one instruction.
  @inlinable @inline(__always)
  public func root() -> Self { cl_square_root(self) }
  /// |x|.
  @inlinable @inline(__always)
  public func size() -> Self { cl_magnitude(self) }
  /// A comparison and a selection.
  @inlinable @inline(__always)
  public static func choose(_ yes: Self, _ no: Self, where left: Self, exceeds right: Self) -> Self
  {
    cl_choose(yes, no, left, right)
  }
}

extension SIMD8: StoredLanes where Scalar == Float {
  /// Eight.
  @inlinable @inline(__always)
  public static var width: Int { 8 }
  /// The sum in double precision.
  @inlinable @inline(__always)
  public var total: Double {
    (SIMD4<Double>(lowHalf) + SIMD4<Double>(highHalf)).sum()
  }
  /// Eight floats from `pointer` on.
  @inlinable @inline(__always)
  public static func load(_ pointer: UnsafeRawPointer) -> Self {
    pointer.loadUnaligned(as: Self.self)
  }
  /// Eight floats from `pointer` on.
  @inlinable @inline(__always)
  public func store(_ pointer: UnsafeMutableRawPointer) {
    pointer.storeBytes(of: self, as: Self.self)
  }
  /// Eight brain floats from `pointer` on.
  @inlinable @inline(__always)
  public static func loadCompact(_ pointer: UnsafeRawPointer) -> Self { cl_load_bfloat16(pointer) }
  /// Eight brain floats from `pointer` on.
  @inlinable @inline(__always)
  public func storeCompact(_ pointer: UnsafeMutableRawPointer, place: Int, seed: UInt32) {
    cl_store_bfloat16(pointer, self, UInt32(truncatingIfNeeded: place), seed)
  }
}

extension Float: OptimizerScalar {
  /// Eight floats.
  public typealias Wide = SIMD8<Float>
  /// The number itself.
  @inlinable @inline(__always)
  public init(repeating value: Double) { self = Float(value) }
  /// One.
  @inlinable @inline(__always)
  public static var width: Int { 1 }
  /// The number itself.
  @inlinable @inline(__always)
  public var total: Double { Double(self) }
  /// √x.
  @inlinable @inline(__always)
  public func root() -> Float { squareRoot() }
  /// |x|.
  @inlinable @inline(__always)
  public func size() -> Float { magnitude }
  /// One of two.
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
  public func storeCompact(_ pointer: UnsafeMutableRawPointer, place: Int, seed: UInt32) {
    pointer.storeBytes(of: stochasticBrainFloat(self, place, seed), as: UInt16.self)
  }
}

/// The same draw as `cl_store_bfloat16` makes for the element at `place`.
@usableFromInline
func stochasticBrainFloat(_ value: Float, _ place: Int, _ seed: UInt32) -> UInt16 {
  var x = UInt32(truncatingIfNeeded: place) ^ seed
  x ^= x >> 16
  x = x &* 0x7feb_352d
  x ^= x >> 15
  x = x &* 0x846c_a68b
  x ^= x >> 16
  return UInt16(truncatingIfNeeded: (value.bitPattern &+ (x & 0xffff)) >> 16)
}
