import Notation
import Optimizers
import Testing
import Torch
import Training

/// What rules compute with on devices: `ForeachLanes.swift`.
@Suite struct ForeachLanesTests {
  private static let values: [Float] = [0, -0.0, 1, -2.5, 1e30, -1e30, .infinity, -.infinity, .nan]

  /// Every operation of two operands and of one, the defaults' too.
  private func operations<L: Lanes>(_ a: L, _ b: L) -> [L] {
    [
      a + b, a - b, a * b, a / b, a.squareRoot(), a.magnitude, a.signum(), L.pointwiseMax(a, b),
      L.pointwiseMin(a, b),
      .choose(a, b, where: a, exceeds: b), .choose(b, a, where: a, exceeds: b),
      .choose(.zero, L(repeating: 2), where: a, exceeds: b), .choose(a, b, where: b, exceeds: b),
      0.1 * a, a + 0.1,
    ]
  }

  @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
  func `each operation is that of a float`(isList: (left: Bool, right: Bool)) throws {
    let failure = ForeachFailure()
    func lanes(_ value: Float, _ isList: Bool) throws -> ForeachLanes {
      guard isList else { return ForeachLanes(repeating: Double(value)) }
      let tensors = [try Tensor([value, value], shape: [2]), try Tensor([value], shape: [])]
      return .tensors(try TensorList(tensors), failure)
    }
    for left in Self.values {
      for right in Self.values where isList.right || !right.isNaN {
        guard isList.left || !left.isNaN else { continue }
        let found = operations(try lanes(left, isList.left), try lanes(right, isList.right))
        for (place, (found, expected)) in zip(found, operations(left, right)).enumerated() {
          let numbers = try found.numbers()
          #expect(
            numbers.allSatisfy { $0 == expected || ($0.isNaN && expected.isNaN) },
            "operation \(place) of \(left) and \(right): \(numbers) and not \(expected)")
        }
      }
    }
    #expect(failure.first == nil)
  }

  @Test func `keeps the first error of the engine and goes on`() throws {
    let failure = ForeachFailure()
    func list(_ count: Int) throws -> ForeachLanes {
      .tensors(try TensorList([Tensor.full([count], 1)]), failure)
    }
    let (two, three) = (try list(2), try list(3))
    _ = two.squareRoot()
    try failure.check()
    let sum = (two + three).squareRoot()
    let product = ForeachLanes.choose(sum * three, three, where: sum, exceeds: three)
    #expect(throws: Never.self) { _ = try product.numbers() }
    let error = #expect(throws: TorchError.self) { try failure.check() }
    #expect(error?.operation == "+")
  }

  @Test func `a step that fails changes nothing`() throws {
    let bag = try Bag()
    try bag.setGradients(1)
    let device = try DeviceOptimizer(Optimizer(Failing()), parameters: bag.parameters)
    let (numbers, state) = (try bag.numbers, try device.state())
    // The first group's parameters could be stepped.
    let settings = StepSettings(
      groups: [.init(learningRate: 0), .init(learningRate: 1)],
      groupOfParameter: [0, 0, 1, 1, 1, 1])
    #expect(throws: TorchError.self) { try device.step(settings) }
    #expect(try bag.numbers == numbers)
    #expect(try device.state().isIdentical(to: state))
  }

  @Test func `what is remembered stays when parameters and gradients are overwritten`() throws {
    let bag = try Bag()
    let device = try DeviceOptimizer(Optimizer(Remembering()), parameters: bag.parameters)
    let before = try bag.numbers
    try bag.setGradients(3)
    try device.step(StepSettings(learningRate: 1))
    try bag.setGradients(5)
    #expect(try bag.numbers == before.map { $0.map { $0 - 3 } })
    let state = try device.state()
    #expect(state.numbers(of: 0, of: 1) == [3, 3, 3, 3, 3])
    #expect(state.numbers(of: 1, of: 1) == before[1])
    #expect(state.numbers(of: 2, of: 1) == [2, 2, 2, 2, 2])
    #expect(state.numbers(of: 3, of: 1) == [9, 9, 9, 9, 9])
  }
}

extension ForeachLanes {
  fileprivate func numbers() throws -> [Float] {
    switch self {
    case .number(let number): [number]
    case .tensors(let list, _):
      try list.tensors().flatMap { try $0.scalars(as: Float.self) }
    }
  }
}

/// Adds 1 to parameter and memory, and then a tensor of another shape where the rate is not 0.
private struct Failing: ElementwiseRule {
  typealias Coefficients = Double
  func coefficients(at step: StepNumbers) -> Double { step.learningRate }
  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Double
  ) {
    memory[at: 0] = memory[at: 0] + 1
    parameter = parameter + 1
    guard step != 0, case .tensors(_, let failure) = parameter as? ForeachLanes,
      let other = try? TensorList([Tensor.full([7], 1)]),
      let lanes = ForeachLanes.tensors(other, failure) as? L
    else { return }
    parameter = parameter + lanes
  }
  static let word = NotationWord(
    "failing", summary: "a test", formula: "a formula", purpose: "a test", source: "a test")
  var typicalRate: Double { 1 }
  var elementSlots: [Slot] { [Slot("count")] }
  static var hyperparameters: NotationParameters<Failing> { [] }
}

/// p ← p − η·g; remembers the gradient, the parameter, a number, and something that it never
/// writes.
private struct Remembering: ElementwiseRule {
  typealias Coefficients = Double
  func coefficients(at step: StepNumbers) -> Double { step.learningRate }
  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Double
  ) {
    memory = Memory(gradient, parameter, L(repeating: 2), gradient)
    parameter = parameter - step * gradient
  }
  static var writes: PassWrites { [.parameter, .slot(at: 0), .slot(at: 1), .slot(at: 2)] }
  static let word = NotationWord(
    "remembering", summary: "a test", formula: "a formula", purpose: "a test", source: "a test")
  var typicalRate: Double { 1 }
  var elementSlots: [Slot] {
    [Slot("gradient"), Slot("parameter"), Slot("number"), Slot("left alone", initial: 9)]
  }
  static var hyperparameters: NotationParameters<Remembering> { [] }
}
