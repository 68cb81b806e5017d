/// The number and format of the slots, known when a loop is compiled. Each kind of slots has its
/// own loop, which needs no tests.
@usableFromInline
protocol SlotKind {
  /// The number of slots that are loaded and stored.
  static var count: Int { get }
  /// Whether the slots are brain floats.
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

/// The same number of slots, as brain floats.
@usableFromInline
enum CompactSlots<Full: SlotKind>: SlotKind {
  @inlinable @inline(__always)
  static var count: Int { Full.count }
  @inlinable @inline(__always)
  static var isCompact: Bool { true }
}
