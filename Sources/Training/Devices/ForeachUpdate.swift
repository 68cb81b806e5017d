internal import Optimizers
internal import Torch

/// Updates parameters on their own device with an elementwise rule, over lists of tensors.
///
/// The formula runs once for each group of parameters with the same scalar state, each operation
/// over all tensors of the group. Elementwise state is stored in tensors on the device, scalar
/// state here, rounded to float32 as in a checkpoint. After an error, parameters and state are
/// unchanged.
final class ForeachUpdate<Rule: ElementwiseRule>: UpdateEngine {
  private let rule: Rule
  private let layout: StateLayout
  private let parameters: [Tensor]
  private let slotCount: Int
  private(set) var count = 0
  /// The elementwise state, by slot and then by parameter.
  private var slots: [[Tensor]] = []
  /// The scalar state, by parameter and then by number.
  private var running: [[Float]] = []

  /// Creates the update of `parameters` by `rule`, with an empty state.
  init(_ rule: Rule, _ parameters: [NamedTensor]) throws {
    self.rule = rule
    self.parameters = parameters.map(\.tensor)
    layout = StateLayout(rule, parameters.map(\.parameterShape))
    slotCount = rule.elementSlots.count
    try restore(from: OptimizerState(layout))
  }

  func step(_ gradients: [Tensor?], _ settings: StepSettings) throws {
    settings.check(for: parameters.count)
    let reached = parameters.indices.filter { gradients[$0] != nil }
    let parts = Dictionary(grouping: reached) { index in
      Part(
        group: settings.groupOfParameter.isEmpty ? 0 : settings.groupOfParameter[index],
        running: running[index])
    }
    let changes = try Engine.withoutGradients { () throws(TorchError) in
      try parts.map { part, members throws(TorchError) in
        try change(members, gradients, settings.groups[part.group], settings.gradientScale)
      }
    }
    for change in changes { try change.target.assign(change.values) }
    for change in changes {
      for (position, member) in change.members.enumerated() {
        for slot in 0..<slotCount { slots[slot][member] = change.slots[slot][position] }
        running[member] = change.running
      }
    }
    count += 1
  }

  /// The common properties of parameters that are updated together.
  private struct Part: Hashable {
    let group: Int
    let running: [Float]
  }

  /// The new values and state of some parameters.
  private struct Change {
    let members: [Int]
    let target: TensorList
    let values: TensorList
    let slots: [[Tensor]]
    let running: [Float]
  }

  private func change(
    _ members: [Int], _ gradients: [Tensor?], _ group: StepSettings.Group, _ gradientScale: Double
  ) throws(TorchError) -> Change {
    let failure = ForeachFailure()
    var running = self.running[members[0]].map(Double.init)
    let scheduled = rule.setting(group.hyperparameters)
    scheduled.advance(&running, count: count + 1)
    let coefficients = scheduled.coefficients(
      at: StepNumbers(learningRate: group.learningRate, count: count + 1, running: running))

    let target = try TensorList(members.map { parameters[$0] })
    let raw = try TensorList(members.compactMap { gradients[$0] })
    let before = try slots.map { slot throws(TorchError) in
      try TensorList(members.map { slot[$0] })
    }
    func lanes(_ slot: Int) -> ForeachLanes {
      slot < slotCount ? .tensors(before[slot], failure) : .zero
    }
    var memory = Memory(lanes(0), lanes(1), lanes(2), lanes(3))
    var parameter = ForeachLanes.tensors(target, failure)
    let gradient = ForeachLanes.tensors(raw, failure) * ForeachLanes(repeating: gradientScale)
    Rule.update(&parameter, along: gradient, &memory, coefficients)
    try failure.check()

    /// A list that shares no memory with gradients and parameters, which are overwritten later.
    func own(_ lanes: ForeachLanes) throws(TorchError) -> TensorList {
      switch lanes {
      case .number(let number): try target.filled(with: Double(number))
      case .tensors(let list, _): list === target || list === raw ? try list.copied() : list
      }
    }
    return Change(
      members: members, target: target,
      values: try Rule.writes.contains(.parameter) ? own(parameter) : target,
      slots: try (0..<slotCount).map { slot throws(TorchError) in
        try (Rule.writes.contains(.slot(at: slot)) ? own(memory[at: slot]) : before[slot])
          .tensors()
      },
      running: running.map { Float($0) })
  }

  func state() throws -> OptimizerState<Float> {
    let state = OptimizerState<Float>(layout)
    state.setCount(count)
    for (index, parameter) in parameters.enumerated() {
      let copy = try parameter.hostCopy()
      for slot in 0..<slotCount {
        try copy.assign(slots[slot][index])
        copy.withMutableStorage(as: Float.self) {
          _ = state.slot(slot, of: index).update(fromContentsOf: $0)
        }
      }
      for (number, value) in running[index].enumerated() {
        state.slot(slotCount + number, of: index)[0] = value
      }
    }
    return state
  }

  func restore(from state: OptimizerState<Float>) throws {
    precondition(
      state.layout == layout, "the state is for another optimizer or other parameters")
    var slots = [[Tensor]](repeating: [], count: slotCount)
    for (index, parameter) in parameters.enumerated() {
      for slot in 0..<slotCount {
        let copy = try parameter.hostCopy()
        copy.withMutableStorage(as: Float.self) {
          _ = $0.update(fromContentsOf: state.slot(slot, of: index))
        }
        slots[slot].append(try copy.converted(to: .float32, on: parameter.device))
      }
    }
    (count, self.slots) = (state.count, slots)
    running = parameters.indices.map { index in
      rule.running.indices.map { state.slot(slotCount + $0, of: index)[0] }
    }
  }
}
