/// Names a slot or a number that a rule remembers: its position, and its name in checkpoints.
///
/// A rule declares one for each slot, and its formula reads like the paper's:
/// ```swift
/// static let velocity = StateKey(0, "velocity")
/// …
/// memory[velocity] = step.momentum * memory[velocity] + gradient
/// ```
public struct StateKey: Sendable {
  /// The position among the rule's slots, or among its numbers, from 0.
  public let index: Int
  @usableFromInline let staticName: StaticString

  /// The key of the slot, or number, at `index`; a pass over memory has at most four slots.
  @inlinable
  public init(_ index: Int, _ name: StaticString) { (self.index, staticName) = (index, name) }

  /// The name in checkpoints, such as `velocity`.
  public var name: String { staticName.description }
}

/// The memory of one element in a pass: up to four slots, by their keys.
public struct Memory<L> {
  @usableFromInline var first, second, third, fourth: L

  /// Four slots. Those beyond the pass's number of slots are neither loaded nor stored.
  @inlinable @inline(__always)
  package init(_ first: L, _ second: L, _ third: L, _ fourth: L) {
    (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
  }

  /// One slot.
  @inlinable
  public subscript(key: StateKey) -> L {
    @inline(__always) get { self[at: key.index] }
    @inline(__always) set { self[at: key.index] = newValue }
  }

  @inlinable
  package subscript(at index: Int) -> L {
    @inline(__always) get {
      switch index {
      case 0: first
      case 1: second
      case 2: third
      default: fourth
      }
    }
    @inline(__always) set {
      switch index {
      case 0: first = newValue
      case 1: second = newValue
      case 2: third = newValue
      default: fourth = newValue
      }
    }
  }
}
