import Notation
import Optimizers
import Testing
import Torch
import Training

/// Optimizers that the processor steps for a device: `HostUpdate.swift`.
@Suite struct HostUpdateTests {
  static let others: [Optimizer] =
    OptimizerCatalogue.standard.rules.filter { !($0 is any ElementwiseRule.Type) }.map(rule)
    + OptimizerCatalogue.standard.modifiers.map(modifier)

  private static func rule(_ type: any NamedRule.Type) -> Optimizer {
    func of<Rule: NamedRule>(_: Rule.Type) -> Optimizer { Optimizer(Rule()) }
    return of(type)
  }
  private static func modifier(_ type: any RuleModifier.Type) -> Optimizer {
    func over<Modifier: RuleModifier>(_: Modifier.Type) -> Optimizer {
      let bases: [Optimizer] = [.adamw(), .sgd()]
      guard let modifier = bases.map({ Modifier($0) }).first(where: { $0.fault == nil }) else {
        preconditionFailure("\(Modifier.word.name) changes neither AdamW nor SGD")
      }
      return Optimizer(modifier)
    }
    return over(type)
  }

  @Test(arguments: others)
  func `is the ordinary step, bit for bit`(optimizer: Optimizer) throws {
    let (here, there) = (try Bag(), try Bag())
    let device = try DeviceOptimizer(optimizer, parameters: here.parameters)
    let state: OptimizerState<Float> = optimizer.initialState(of: there.shapes)
    #expect(!device.runsOnDevice)
    for step in 1...20 {
      let settings = StepSettings.groups(of: optimizer, step: step)
      for bag in [here, there] { try bag.drawGradients() }
      try device.step(settings)
      try there.step(optimizer, state, settings)
    }
    #expect(try here.numbers == there.numbers)
    #expect(try device.state().isIdentical(to: state))
    #expect(try here.numbers != Bag().numbers)
  }

  @Test func `answers what the model is to be evaluated with`() throws {
    let bag = try Bag()
    let device = try DeviceOptimizer(Optimizer(Doubled()), parameters: bag.parameters)
    #expect(try device.evaluationParameters() == nil)
    try bag.setGradients(1)
    try device.step(StepSettings(learningRate: 0.25))
    #expect(try bag.numbers == Bag().numbers.map { $0.map { $0 - 0.25 } })
    try bag.tensors[0].assign(Tensor.full([4, 3], 7))
    let trained = try bag.numbers
    let found = try device.evaluationParameters()
    #expect(
      try found?.map { try $0.scalars(as: Float.self) } == trained.map { $0.map { 2 * $0 } })
    #expect(try bag.numbers == trained)
    let plain = try DeviceOptimizer(.sgd(), parameters: bag.parameters)
    try plain.step(StepSettings(learningRate: 0.25))
    #expect(try plain.evaluationParameters() == nil)
  }
}

/// p ← p − η·g, and evaluated with 2·p.
private struct Doubled: NamedRule {
  static let word = NotationWord(
    "doubled", summary: "a test", formula: "a formula", purpose: "a test", source: "a test")
  static var hyperparameters: NotationParameters<Doubled> { [] }
  var typicalRate: Double { 1 }
  var hasEvaluationParameters: Bool { true }
  func slots(of parameter: ParameterShape) -> [Slot] { [] }

  func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) {
    for (index, parameter) in step.parameters.enumerated() {
      let rate = Scalar(step.group(of: index).learningRate)
      for place in parameter.values.indices {
        parameter.values[place] -= rate * parameter.gradient[place]
      }
    }
  }

  func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>]
  ) {
    for (parameter, target) in zip(step.parameters, targets) {
      for place in target.indices { target[place] = 2 * parameter.values[place] }
    }
  }
}
