extension Double: OptimizerScalar {
  /// One number: `Double` is for tests of exactness, not for speed.
  public typealias Wide = Double
  /// The number itself.
  @inlinable @inline(__always)
  public init(repeating value: Double) { self = value }
  /// One.
  @inlinable @inline(__always)
  public static var width: Int { 1 }
  /// The number itself.
  @inlinable @inline(__always)
  public var total: Double { self }
  /// `yes` or `no`.
  @inlinable @inline(__always)
  public static func choose(_ yes: Double, _ no: Double, where left: Double, exceeds right: Double)
    -> Double
  {
    left > right ? yes : no
  }
  /// The number at `pointer`.
  @inlinable @inline(__always)
  public static func load(_ pointer: UnsafeRawPointer) -> Double {
    pointer.loadUnaligned(as: Double.self)
  }
  /// The number at `pointer`.
  @inlinable @inline(__always)
  public func store(_ pointer: UnsafeMutableRawPointer) {
    pointer.storeBytes(of: self, as: Double.self)
  }
  /// The brain float at `pointer`.
  @inlinable @inline(__always)
  public static func loadCompact(_ pointer: UnsafeRawPointer) -> Double {
    Double(Float.loadCompact(pointer))
  }
  /// The brain float at `pointer`.
  @inlinable @inline(__always)
  public func storeCompact(_ pointer: UnsafeMutableRawPointer, _ draw: BrainFloatDraw) {
    Float(self).storeCompact(pointer, draw)
  }
}
