/// What a loop knows of its slots when it is compiled: a type for each kind, so that every kind has a
/// loop of its own that tests nothing.
@usableFromInline
protocol SlotKind {
  /// The number of slots that are loaded and stored.
  static var count: Int { get }
  /// Whether they are brain floats.
  static var isCompact: Bool { get }
}

extension SlotKind {
  @inlinable @inline(__always)
  static var isCompact: Bool { false }
}

@usableFromInline
enum NoSlot: SlotKind {
  @inlinable @inline(__always)
  static var count: Int { 0 }
}

@usableFromInline
enum OneSlot: SlotKind {
  @inlinable @inline(__always)
  static var count: Int { 1 }
}

@usableFromInline
enum TwoSlots: SlotKind {
  @inlinable @inline(__always)
  static var count: Int { 2 }
}

@usableFromInline
enum ThreeSlots: SlotKind {
  @inlinable @inline(__always)
  static var count: Int { 3 }
}

@usableFromInline
enum FourSlots: SlotKind {
  @inlinable @inline(__always)
  static var count: Int { 4 }
}

/// As many slots, in brain floats.
@usableFromInline
enum CompactSlots<Full: SlotKind>: SlotKind {
  @inlinable @inline(__always)
  static var count: Int { Full.count }
  @inlinable @inline(__always)
  static var isCompact: Bool { true }
}
