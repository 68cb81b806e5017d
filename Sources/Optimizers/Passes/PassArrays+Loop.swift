public import CLanes

extension PassArrays {
  /// Goes over `range` with `Wide` lanes, and over the elements left at its end with `Rest`.
  @inlinable @inline(__always)
  package func run<S: FusedPass, Wide: StoredLanes, Rest: StoredLanes>(
    _: S.Type, _: Wide.Type, rest: Rest.Type, _ range: Range<Int>, _ gradientScale: Double,
    _ coefficients: S.Coefficients
  ) -> Sums<Double> where Wide.Scalar == Rest.Scalar {
    let (scale, step) = (gradientScale, coefficients)
    // One loop for each kind of slots: conditions that never change are tested out here.
    if S.mayBeCompact, isCompact {
      switch slotCount {
      case 1 where S.slotCounts.contains(1):
        return loop(S.self, Wide.self, Rest.self, CompactSlots<OneSlot>.self, range, scale, step)
      case 2 where S.slotCounts.contains(2):
        return loop(S.self, Wide.self, Rest.self, CompactSlots<TwoSlots>.self, range, scale, step)
      case 3 where S.slotCounts.contains(3):
        return loop(S.self, Wide.self, Rest.self, CompactSlots<ThreeSlots>.self, range, scale, step)
      case 4 where S.slotCounts.contains(4):
        return loop(S.self, Wide.self, Rest.self, CompactSlots<FourSlots>.self, range, scale, step)
      default: preconditionFailure("a pass must have a number of slots within its slotCounts")
      }
    }
    switch slotCount {
    case 0 where S.slotCounts.contains(0):
      return loop(S.self, Wide.self, Rest.self, NoSlot.self, range, scale, step)
    case 1 where S.slotCounts.contains(1):
      return loop(S.self, Wide.self, Rest.self, OneSlot.self, range, scale, step)
    case 2 where S.slotCounts.contains(2):
      return loop(S.self, Wide.self, Rest.self, TwoSlots.self, range, scale, step)
    case 3 where S.slotCounts.contains(3):
      return loop(S.self, Wide.self, Rest.self, ThreeSlots.self, range, scale, step)
    case 4 where S.slotCounts.contains(4):
      return loop(S.self, Wide.self, Rest.self, FourSlots.self, range, scale, step)
    default: preconditionFailure("a pass must have a number of slots within its slotCounts")
    }
  }

  /// The number of cache lines to prefetch ahead. The processor's own prefetching stops at the end
  /// of each page, which slows passes over few arrays.
  @usableFromInline static var linesAhead: Int { 8 }

  @inlinable @inline(__always)
  func loop<S: FusedPass, Wide: StoredLanes, Rest: StoredLanes, Kind: SlotKind>(
    _: S.Type, _: Wide.Type, _: Rest.Type, _ kind: Kind.Type, _ range: Range<Int>,
    _ gradientScale: Double, _ coefficients: S.Coefficients
  ) -> Sums<Double> where Wide.Scalar == Rest.Scalar {
    var totals = Sums<Double>.zero
    var position = range.lowerBound
    while position < range.upperBound {
      // Summed in the lanes' own precision over a thousand elements, and in double beyond.
      let end = S.sums ? min(range.upperBound, position &+ 1024) : range.upperBound
      var sums = Sums(Wide(repeating: 0), Wide(repeating: 0), Wide(repeating: 0))
      if Kind.count == 0, !S.sums {
        // Both halves at once: two arrays alone do not use the full memory bandwidth.
        let half = (end &- position) / (4 &* Wide.width) &* 2 &* Wide.width
        let middle = position &+ half
        while position < middle {
          line(S.self, kind, position, gradientScale, &sums, coefficients)
          line(S.self, kind, position &+ half, gradientScale, &sums, coefficients)
          position &+= 2 &* Wide.width
        }
        position = middle &+ half
      }
      while position &+ 2 &* Wide.width <= end {
        line(S.self, kind, position, gradientScale, &sums, coefficients)
        position &+= 2 &* Wide.width
      }
      while position &+ Wide.width <= end {
        element(S.self, kind, position, gradientScale, &sums, coefficients)
        position &+= Wide.width
      }
      var last = Sums(Rest(repeating: 0), Rest(repeating: 0), Rest(repeating: 0))
      while position < end {
        element(S.self, kind, position, gradientScale, &last, coefficients)
        position &+= Rest.width
      }
      if S.sums {
        totals += Sums(sums.first.total, sums.second.total, sums.third.total)
        totals += Sums(last.first.total, last.second.total, last.third.total)
      }
    }
    return totals
  }

  /// Twice the width of the lanes: one cache line, if they are eight floats.
  @inlinable @inline(__always)
  func line<S: FusedPass, L: StoredLanes, Kind: SlotKind>(
    _: S.Type, _ kind: Kind.Type, _ position: Int, _ gradientScale: Double,
    _ sums: inout Sums<L>, _ coefficients: S.Coefficients
  ) {
    if L.width > 1 { prefetch(S.self, kind, L.self, position &+ Self.linesAhead &* 2 &* L.width) }
    element(S.self, kind, position, gradientScale, &sums, coefficients)
    element(S.self, kind, position &+ L.width, gradientScale, &sums, coefficients)
  }

  /// Prefetches the cache lines of the elements at `position`, which may be past the end.
  @inlinable @inline(__always)
  func prefetch<S: FusedPass, L: StoredLanes, Kind: SlotKind>(
    _: S.Type, _: Kind.Type, _: L.Type, _ position: Int
  ) {
    let offset = position &* MemoryLayout<L.Scalar>.stride
    let slotOffset = Kind.isCompact ? position &* 2 : offset
    cl_prefetch(values.unsafelyUnwrapped + offset)
    if S.readsGradient { cl_prefetch(gradient.unsafelyUnwrapped + offset) }
    if Kind.count > 0 { cl_prefetch(first.unsafelyUnwrapped + slotOffset) }
    if Kind.count > 1 { cl_prefetch(second.unsafelyUnwrapped + slotOffset) }
    if Kind.count > 2 { cl_prefetch(third.unsafelyUnwrapped + slotOffset) }
    if Kind.count > 3 { cl_prefetch(fourth.unsafelyUnwrapped + slotOffset) }
  }

  @inlinable @inline(__always)
  func element<S: FusedPass, L: StoredLanes, Kind: SlotKind>(
    _: S.Type, _: Kind.Type, _ position: Int, _ gradientScale: Double,
    _ sums: inout Sums<L>, _ coefficients: S.Coefficients
  ) {
    let (slotCount, isCompact) = (Kind.count, Kind.isCompact)
    let offset = position &* MemoryLayout<L.Scalar>.stride
    let slotOffset = isCompact ? position &* 2 : offset
    let values = values.unsafelyUnwrapped + offset
    var parameter = L.load(values)
    let gradient = L.load(gradient.unsafelyUnwrapped + offset) * L(repeating: gradientScale)

    @inline(__always)
    func load(_ slot: UnsafeMutableRawPointer?) -> L {
      let start = slot.unsafelyUnwrapped + slotOffset
      return isCompact ? L.loadCompact(start) : L.load(start)
    }
    @inline(__always)
    func store(_ lanes: L, _ slot: UnsafeMutableRawPointer?, _ number: UInt32) {
      let start = slot.unsafelyUnwrapped + slotOffset
      if isCompact {
        lanes.storeCompact(start, BrainFloatDraw(position: position, seed: seed, slot: number))
      } else {
        lanes.store(start)
      }
    }

    var memory = Memory(
      slotCount > 0 ? load(first) : L(repeating: 0), slotCount > 1 ? load(second) : L(repeating: 0),
      slotCount > 2 ? load(third) : L(repeating: 0), slotCount > 3 ? load(fourth) : L(repeating: 0))
    S.visit(&parameter, along: gradient, &memory, &sums, coefficients)
    if S.writes.contains(.parameter) { parameter.store(values) }
    if slotCount > 0, S.writes.contains(.slot(at: 0)) { store(memory.first, first, 0) }
    if slotCount > 1, S.writes.contains(.slot(at: 1)) { store(memory.second, second, 1) }
    if slotCount > 2, S.writes.contains(.slot(at: 2)) { store(memory.third, third, 2) }
    if slotCount > 3, S.writes.contains(.slot(at: 3)) { store(memory.fourth, fourth, 3) }
  }
}
