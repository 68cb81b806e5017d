/// The history of an optimizer: the number of steps, its slots and its numbers.
///
/// A reference, so that a step changes memory in place; ``copied()`` and ``restore(from:)`` are
/// exact. A checkpoint stores ``count``, ``numbers``, and every slot under ``slotName(_:of:)``.
public final class OptimizerState<Scalar: OptimizerScalar> {
  /// The slots and numbers, with their names.
  public let layout: StateLayout
  /// The number of steps taken. A step skipped for a gradient that is not finite does not count.
  public internal(set) var count = 0
  /// The rate that the last step used, for a rule that finds its own: the rate of the parameters
  /// whose group has the largest one. Nil for other rules and before the first step. It is not
  /// stored in checkpoints.
  public internal(set) var effectiveRate: Double?
  /// The numbers of all parameters together, in the order of the layout.
  public package(set) var numbers: [Double]
  /// The last optimizer whose layout was found to be this state's.
  private var owner: Optimizer?
  let blocks: Blocks
  private let starts: [[Int]]
  private let memory: UnsafeMutableRawBufferPointer
  private var scratches: [Scratch<Scalar>] = []

  /// The history before the first step.
  public init(_ layout: StateLayout) {
    self.layout = layout
    numbers = layout.numbers.map(\.initial)
    blocks = Blocks(layout.parameters.map(\.count))
    var total = 0
    starts = zip(layout.parameters, layout.slots).map { parameter, slots in
      slots.map { slot in
        let width = layout.isCompact(slot) ? 2 : MemoryLayout<Scalar>.stride
        defer { total += ((slot.sizes?.reduce(1, *) ?? parameter.count) * width + 63) & ~63 }
        return total
      }
    }
    memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(64, total), alignment: total >= 1 << 22 ? 1 << 21 : 64)
    memory.preferLargePages()
    _ = memory.initializeMemory(as: UInt8.self, repeating: 0)
    for (index, slots) in layout.slots.enumerated() {
      for (slot, description) in slots.enumerated() where description.initial != 0 {
        if layout.isCompact(description) {
          let bits = UInt16(Float(description.initial).bitPattern >> 16)
          bytes(slot, of: index).bindMemory(to: UInt16.self).update(repeating: bits)
        } else {
          self.slot(slot, of: index).update(repeating: Scalar(description.initial))
        }
      }
    }
  }

  deinit { memory.deallocate() }

  /// Whether slots of one number per element are stored as brain floats.
  public var isCompact: Bool { layout.isCompact }

  /// Whether one slot of one parameter is stored as brain floats.
  public func isCompact(_ slot: Int, of parameter: Int) -> Bool {
    layout.isCompact(layout.slots[parameter][slot])
  }

  func start(of slot: Int, of parameter: Int) -> UnsafeMutableRawPointer? {
    memory.baseAddress.map { $0 + starts[parameter][slot] }
  }

  /// The sizes of one slot of one parameter.
  public func sizes(of slot: Int, of parameter: Int) -> [Int] {
    layout.slots[parameter][slot].sizes ?? layout.parameters[parameter].sizes
  }

  /// The memory of one slot of one parameter, floats or brain floats.
  public func bytes(_ slot: Int, of parameter: Int) -> UnsafeMutableRawBufferPointer {
    let width = isCompact(slot, of: parameter) ? 2 : MemoryLayout<Scalar>.stride
    let start = starts[parameter][slot]
    let count = sizes(of: slot, of: parameter).reduce(1, *) * width
    return UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + count])
  }

  /// The numbers of one slot of one parameter.
  ///
  /// - Precondition: the slot is not stored as brain floats.
  public func slot(_ slot: Int, of parameter: Int) -> UnsafeMutableBufferPointer<Scalar> {
    precondition(
      !isCompact(slot, of: parameter), "the slot is stored as brain floats: use bytes(_:of:)")
    return bytes(slot, of: parameter).bindMemory(to: Scalar.self)
  }

  /// Calls `body` with memory for arrays of these lengths. The memory is reused by the next step
  /// and is not part of the history.
  func withScratch<Result>(
    of counts: [Int], _ body: (Scratch<Scalar>) throws -> Result
  ) rethrows -> Result {
    let index = scratches.firstIndex { $0.counts == counts }
    let scratch = index.map { scratches.remove(at: $0) } ?? Scratch(counts)
    defer { scratches.append(scratch) }
    return try body(scratch)
  }

  /// The numbers of one slot of one parameter, floats or brain floats.
  public func numbers(of slot: Int, of parameter: Int) -> [Float] {
    let bytes = bytes(slot, of: parameter)
    let (isCompact, width) = (isCompact(slot, of: parameter), MemoryLayout<Scalar>.stride)
    return (0..<bytes.count / (isCompact ? 2 : width)).map { index in
      isCompact
        ? Float.loadCompact(bytes.baseAddress.unsafelyUnwrapped + index * 2)
        : Float(bytes.loadUnaligned(fromByteOffset: index * width, as: Scalar.self))
    }
  }

  /// Sets the numbers of one slot of one parameter, when a checkpoint is read. In a slot of brain
  /// floats, each number loses its lower 16 bits.
  ///
  /// - Precondition: `numbers` has as many elements as the slot.
  public func setNumbers(_ numbers: [Float], of slot: Int, of parameter: Int) {
    let bytes = bytes(slot, of: parameter)
    let isCompact = isCompact(slot, of: parameter)
    let width = isCompact ? 2 : MemoryLayout<Scalar>.stride
    precondition(
      numbers.count * width == bytes.count,
      "\(bytes.count / width) numbers must be given; received \(numbers.count)")
    for (index, number) in numbers.enumerated() {
      if isCompact {
        let half = UInt16(number.bitPattern >> 16)
        bytes.storeBytes(of: half, toByteOffset: index * 2, as: UInt16.self)
      } else {
        bytes.storeBytes(of: Scalar(number), toByteOffset: index * width, as: Scalar.self)
      }
    }
  }

  /// The name of one slot of one parameter in a checkpoint: `layers.0.weight/momentum`. If two
  /// modifiers have slots of one name, the second is `layers.0.weight/average 2`.
  public func slotName(_ slot: Int, of parameter: Int) -> String {
    let slots = layout.slots[parameter]
    let earlier = slots[..<slot].count { $0.name == slots[slot].name }
    let number = earlier == 0 ? "" : " \(earlier + 1)"
    return "\(layout.parameters[parameter].name)/\(slots[slot].name)\(number)"
  }

  /// An independent copy.
  public func copied() -> OptimizerState {
    let copy = OptimizerState(layout)
    copy.restore(from: self)
    return copy
  }

  /// Copies the numbers of `other` into this state.
  ///
  /// - Precondition: a state for the same rule and parameters.
  public func restore(from other: OptimizerState) {
    precondition(layout == other.layout, "the state is for another optimizer or other parameters")
    (count, numbers) = (other.count, other.numbers)
    memory.copyMemory(from: UnsafeRawBufferPointer(other.memory))
  }

  /// Whether this state is of `optimizer`; the answer is cached for the last one asked.
  func belongs(to optimizer: Optimizer) -> Bool {
    if owner != optimizer {
      guard StateLayout(optimizer.rule, layout.parameters) == layout else { return false }
      owner = optimizer
    }
    return true
  }

  /// Sets the numbers of all parameters together, when a checkpoint is read.
  ///
  /// - Precondition: `numbers` has as many elements as the layout.
  public func setNumbers(_ numbers: [Double]) {
    precondition(
      numbers.count == layout.numbers.count,
      "\(layout.numbers.count) numbers must be given; received \(numbers.count)")
    self.numbers = numbers
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
    count == other.count && layout == other.layout
      && numbers.map(\.bitPattern) == other.numbers.map(\.bitPattern)
      && UnsafeRawBufferPointer(memory).elementsEqual(UnsafeRawBufferPointer(other.memory))
  }
}
