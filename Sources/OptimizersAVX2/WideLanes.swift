public import Optimizers

// Types of this module's own: code that is specialized for them is found nowhere else, so the linker
// cannot put a loop with AVX2 instructions where a portable one is meant.

/// Eight floats in one register.
struct WideLanes: StoredLanes {
  typealias Scalar = Float
  let lanes: SIMD8<Float>

  @inline(__always) init(_ lanes: SIMD8<Float>) { self.lanes = lanes }
  @inline(__always) init(repeating value: Double) { lanes = SIMD8(repeating: Float(value)) }
  @inline(__always) static func + (left: Self, right: Self) -> Self {
    Self(left.lanes + right.lanes)
  }
  @inline(__always) static func - (left: Self, right: Self) -> Self {
    Self(left.lanes - right.lanes)
  }
  @inline(__always) static func * (left: Self, right: Self) -> Self {
    Self(left.lanes * right.lanes)
  }
  @inline(__always) static func / (left: Self, right: Self) -> Self {
    Self(left.lanes / right.lanes)
  }
  @inline(__always) func root() -> Self { Self(lanes.root()) }
  @inline(__always) func size() -> Self { Self(lanes.size()) }
  @inline(__always) static func choose(
    _ yes: Self, _ no: Self, where left: Self, exceeds right: Self
  ) -> Self {
    Self(.choose(yes.lanes, no.lanes, where: left.lanes, exceeds: right.lanes))
  }
  @inline(__always) static var width: Int { 8 }
  @inline(__always) var total: Double { lanes.total }
  @inline(__always) static func load(_ pointer: UnsafeRawPointer) -> Self { Self(.load(pointer)) }
  @inline(__always) func store(_ pointer: UnsafeMutableRawPointer) { lanes.store(pointer) }
  @inline(__always) static func loadCompact(_ pointer: UnsafeRawPointer) -> Self {
    Self(.loadCompact(pointer))
  }
  @inline(__always) func storeCompact(_ pointer: UnsafeMutableRawPointer, place: Int, seed: UInt32)
  {
    lanes.storeCompact(pointer, place: place, seed: seed)
  }
}

/// One float.
struct SingleLane: StoredLanes {
  typealias Scalar = Float
  let lane: Float

  @inline(__always) init(_ lane: Float) { self.lane = lane }
  @inline(__always) init(repeating value: Double) { lane = Float(value) }
  @inline(__always) static func + (left: Self, right: Self) -> Self { Self(left.lane + right.lane) }
  @inline(__always) static func - (left: Self, right: Self) -> Self { Self(left.lane - right.lane) }
  @inline(__always) static func * (left: Self, right: Self) -> Self { Self(left.lane * right.lane) }
  @inline(__always) static func / (left: Self, right: Self) -> Self { Self(left.lane / right.lane) }
  @inline(__always) func root() -> Self { Self(lane.squareRoot()) }
  @inline(__always) func size() -> Self { Self(lane.magnitude) }
  @inline(__always) static func choose(
    _ yes: Self, _ no: Self, where left: Self, exceeds right: Self
  ) -> Self {
    left.lane > right.lane ? yes : no
  }
  @inline(__always) static var width: Int { 1 }
  @inline(__always) var total: Double { Double(lane) }
  @inline(__always) static func load(_ pointer: UnsafeRawPointer) -> Self { Self(.load(pointer)) }
  @inline(__always) func store(_ pointer: UnsafeMutableRawPointer) { lane.store(pointer) }
  @inline(__always) static func loadCompact(_ pointer: UnsafeRawPointer) -> Self {
    Self(.loadCompact(pointer))
  }
  @inline(__always) func storeCompact(_ pointer: UnsafeMutableRawPointer, place: Int, seed: UInt32)
  {
    lane.storeCompact(pointer, place: place, seed: seed)
  }
}
