/// What an optimizer remembers between steps: how often it stepped, and the rule's slots.
///
/// A reference, so that a step changes memory in place; ``copied()`` and ``restore(from:)`` are
/// exact. A checkpoint stores ``count`` and every slot under ``slotName(_:of:)``.
public final class OptimizerState<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable> {
  /// The number of steps taken. A step skipped for a gradient that is not finite does not count.
  public internal(set) var count = 0
  /// The names of the rule's slots.
  public let slots: [String]
  /// The parameters' names, in their order.
  public let names: [String]
  let counts: [Int]
  private let starts: [Int]
  private let memory: UnsafeMutableBufferPointer<Scalar>

  /// A state of zeros for parameters with these names and numbers of elements.
  ///
  /// - Precondition: as many counts as names.
  public init(slots: [String], names: [String], counts: [Int]) {
    precondition(names.count == counts.count, "\(names.count) names, \(counts.count) counts")
    (self.slots, self.names, self.counts) = (slots, names, counts)
    var starts: [Int] = []
    var total = 0
    for count in counts {
      for _ in slots {
        starts.append(total)
        total += (count + 15) & ~15
      }
    }
    self.starts = starts
    let raw = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, total) * MemoryLayout<Scalar>.stride, alignment: 64)
    memory = raw.bindMemory(to: Scalar.self)
    memory.initialize(repeating: 0)
  }

  deinit { memory.baseAddress?.deallocateRaw() }

  /// The numbers of one slot of one parameter.
  public func slot(_ slot: Int, of parameter: Int) -> UnsafeMutableBufferPointer<Scalar> {
    let start = starts[parameter * slots.count + slot]
    return UnsafeMutableBufferPointer(rebasing: memory[start..<start + counts[parameter]])
  }

  /// The name of one slot of one parameter in a checkpoint: `layers.0.weight/momentum`.
  public func slotName(_ slot: Int, of parameter: Int) -> String {
    "\(names[parameter])/\(slots[slot])"
  }

  /// A state of its own with the same numbers.
  public func copied() -> OptimizerState {
    let copy = OptimizerState(slots: slots, names: names, counts: counts)
    copy.restore(from: self)
    return copy
  }

  /// Takes over the numbers of `other`.
  ///
  /// - Precondition: a state for the same rule and parameters.
  public func restore(from other: OptimizerState) {
    precondition(
      slots == other.slots && names == other.names && counts == other.counts,
      "the state is for other parameters")
    count = other.count
    _ = memory.update(fromContentsOf: other.memory)
  }

  /// Sets the number of steps taken, when a checkpoint is read.
  ///
  /// - Precondition: not negative.
  public func setCount(_ count: Int) {
    precondition(count >= 0, "count must not be negative; received \(count)")
    self.count = count
  }

  /// Whether every number is the same, bit for bit.
  public func isIdentical(to other: OptimizerState) -> Bool {
    count == other.count && slots == other.slots && names == other.names && counts == other.counts
      && UnsafeRawBufferPointer(memory).elementsEqual(UnsafeRawBufferPointer(other.memory))
  }
}

extension UnsafeMutablePointer {
  fileprivate func deallocateRaw() { UnsafeMutableRawPointer(self).deallocate() }
}
