/// An optimizer's history as a value that can be encoded, to the last bit.
public struct StoredOptimizerState<Scalar: OptimizerScalar>: Codable, Sendable {
  let layout: StateLayout
  let count: Int
  let numbers: [UInt64]
  let slots: [[[UInt8]]]

  /// A copy of `state`.
  public init(_ state: OptimizerState<Scalar>) {
    (layout, count) = (state.layout, state.count)
    numbers = state.numbers.map(\.bitPattern)
    slots = layout.slots.indices.map { parameter in
      state.layout.slots[parameter].indices.map { Array(state.bytes($0, of: parameter)) }
    }
  }

  /// The state itself.
  ///
  /// - Throws: ``OptimizerError`` when the stored numbers do not fit the stored layout.
  public func state() throws -> OptimizerState<Scalar> {
    try layout.check()
    let state = OptimizerState<Scalar>(layout)
    guard count >= 0 else {
      throw OptimizerError("the state's count", "not negative", received: "\(count)")
    }
    guard numbers.count == layout.numbers.count, slots.count == layout.slots.count else {
      throw OptimizerError(
        "the state", "of \(layout.slots.count) parameters and \(layout.numbers.count) numbers",
        received: "\(slots.count) and \(numbers.count)")
    }
    state.setCount(count)
    state.setNumbers(numbers.map(Double.init(bitPattern:)))
    for (parameter, stored) in slots.enumerated() {
      guard stored.count == layout.slots[parameter].count else {
        throw OptimizerError(
          "the state of '\(layout.parameters[parameter].name)'",
          "of \(layout.slots[parameter].count) slots", received: "\(stored.count)")
      }
      for (slot, bytes) in stored.enumerated() {
        let target = state.bytes(slot, of: parameter)
        guard target.count == bytes.count else {
          throw OptimizerError(
            "'\(state.slotName(slot, of: parameter))'", "of \(target.count) bytes",
            received: "\(bytes.count)")
        }
        target.copyBytes(from: bytes)
      }
    }
    return state
  }
}
