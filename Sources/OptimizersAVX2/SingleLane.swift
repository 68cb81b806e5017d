internal import Optimizers

/// One float, as a type of this module, so that the linker cannot confuse its loops with portable
/// ones.
struct SingleLane: StoredLanes {
  typealias Scalar = Float
  let lane: Float

  @inline(__always) init(_ lane: Float) { self.lane = lane }
  @inline(__always) init(repeating value: Double) { lane = Float(value) }
  @inline(__always) static func + (left: Self, right: Self) -> Self { Self(left.lane + right.lane) }
  @inline(__always) static func - (left: Self, right: Self) -> Self { Self(left.lane - right.lane) }
  @inline(__always) static func * (left: Self, right: Self) -> Self { Self(left.lane * right.lane) }
  @inline(__always) static func / (left: Self, right: Self) -> Self { Self(left.lane / right.lane) }
  @inline(__always) func squareRoot() -> Self { Self(lane.squareRoot()) }
  @inline(__always) var magnitude: Self { Self(lane.magnitude) }
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
  @inline(__always) func storeCompact(_ pointer: UnsafeMutableRawPointer, _ draw: BrainFloatDraw) {
    lane.storeCompact(pointer, draw)
  }
}
