import Optimizers
import Testing
import Torch
import Training

/// Rules over lists of tensors, on the processor as the device: `DeviceOptimizer.swift`.
@Suite struct DeviceOptimizerTests {
  static let elementwise: [Optimizer] =
    OptimizerCatalogue.standard.rules.filter { $0 is any ElementwiseRule.Type }.map(optimizer)
    + [
      "sgd(momentum: 0.9)", "sgd(momentum: 0.9, nesterov: true, weightDecay: 0.1)",
      "sgd(momentum: 0.9, dampening: 0.5)", "adam(weightDecay: 0.1, amsgrad: true)",
      "adamw(amsgrad: true)", "rmsprop(centered: true, momentum: 0.9)",
      "rmsprop(weightDecay: 0.1)", "nadam(weightDecay: 0.1, decoupled: true)",
      "radam(weightDecay: 0.1)", "adabelief(rectified: true)", "ademamix(warmup: 10)",
      "adopt(weightDecay: 0.1)", "signSGD(momentum: 0.9, weightDecay: 0.1)",
      "lion(weightDecay: 0.1)", "adan(weightDecay: 0.1)",
    ].map { try! Optimizer($0) }

  private static func optimizer(_ rule: any NamedRule.Type) -> Optimizer {
    func of<Rule: NamedRule>(_: Rule.Type) -> Optimizer { Optimizer(Rule()) }
    return of(rule)
  }

  @Test(arguments: elementwise)
  func `an elementwise rule gives what the pass over memory gives`(optimizer: Optimizer) throws {
    let (here, there) = (try Bag(), try Bag())
    let device = try DeviceOptimizer(optimizer, parameters: here.parameters)
    let state: OptimizerState<Float> = optimizer.initialState(of: there.shapes)
    #expect(device.runsOnDevice)
    for step in 1...20 {
      let settings = StepSettings.groups(of: optimizer, step: step)
      for bag in [here, there] { try bag.drawGradients() }
      try device.step(settings)
      try there.step(optimizer, state, settings)
      #expect(device.count == step)
    }
    let start = try Bag().numbers
    #expect(try difference(here.numbers, start) > 1e-3)
    // Numbers near zero are what steps of up to 0.05 have left, whose last digits they keep.
    let difference = TrainingTests.difference(try here.numbers, try there.numbers, least: 1e-2)
    #expect(difference <= 2e-6)
    // The engine's root on the processor can miss by a last digit, which a difference of two
    // numbers that are nearly equal, as in a centered variance, makes larger.
    let found = try device.state()
    #expect(found.layout == state.layout && found.count == 20)
    for parameter in state.layout.slots.indices {
      for slot in state.layout.slots[parameter].indices {
        let (here, there) = (
          found.numbers(of: slot, of: parameter), state.numbers(of: slot, of: parameter)
        )
        let difference = TrainingTests.difference([here], [there])
        #expect(difference <= 2e-5, "\(state.slotName(slot, of: parameter))")
      }
    }
  }

  @Test(arguments: elementwise)
  func `gradients of nothing and of 1e30 do what they do in memory`(optimizer: Optimizer) throws {
    let (here, there) = (try Bag(), try Bag())
    let device = try DeviceOptimizer(optimizer, parameters: here.parameters)
    let state: OptimizerState<Float> = optimizer.initialState(of: there.shapes)
    for (step, gradient) in [0, 0, 1e30, -1e30, 0, 1].enumerated() {
      let settings = StepSettings.groups(of: optimizer, step: step + 1, scale: 1)
      for bag in [here, there] { try bag.setGradients(gradient) }
      try device.step(settings)
      try there.step(optimizer, state, settings)
      let difference = TrainingTests.difference(try here.numbers, try there.numbers, least: 1e-2)
      #expect(difference <= 1e-6, "step \(step + 1)")
    }
  }

  @Test(arguments: [
    "sgd(momentum: 0.9)", "adamw(amsgrad: true)", "nadam", "adan", "prodigy", "adamw().compact()",
  ])
  func `the history goes to a state and back, and training goes on, bit for bit`(
    notation: String
  ) throws {
    let optimizer = try Optimizer(notation)
    let (whole, cut) = (try Bag(), try Bag())
    let first = try DeviceOptimizer(optimizer, parameters: whole.parameters)
    var second = try DeviceOptimizer(optimizer, parameters: cut.parameters)
    for step in 1...8 {
      let settings = StepSettings.groups(of: optimizer, step: step)
      for bag in [whole, cut] { try bag.drawGradients() }
      try first.step(settings)
      try second.step(settings)
      let state = try second.state()
      second = try DeviceOptimizer(optimizer, parameters: cut.parameters)
      #expect(try !second.state().isIdentical(to: state))
      try second.restore(from: state)
      #expect(try second.state().isIdentical(to: state))
    }
    #expect(try whole.numbers == cut.numbers)
    #expect(try first.state().isIdentical(to: second.state()))
  }

  @Test func `the device goes on from the history of a pass over memory, and back`() throws {
    let optimizer = try Optimizer("nadam")
    let (mixed, plain) = (try Bag(), try Bag())
    let state: OptimizerState<Float> = optimizer.initialState(of: plain.shapes)
    let own: OptimizerState<Float> = optimizer.initialState(of: plain.shapes)
    let device = try DeviceOptimizer(optimizer, parameters: mixed.parameters)
    for step in 1...6 {
      let settings = StepSettings.groups(of: optimizer, step: step)
      for bag in [mixed, plain] { try bag.drawGradients() }
      try plain.step(optimizer, state, settings)
      if step.isMultiple(of: 2) {
        try device.restore(from: own)
        try device.step(settings)
        own.restore(from: try device.state())
      } else {
        try mixed.step(optimizer, own, settings)
      }
    }
    #expect(try difference(mixed.numbers, plain.numbers) <= 1e-6)
  }

  @Test func `parameters whose groups become one keep the momenta they had`() throws {
    let optimizer = Optimizer.nadam()
    let (here, there) = (try Bag(), try Bag())
    let device = try DeviceOptimizer(optimizer, parameters: here.parameters)
    let state: OptimizerState<Float> = optimizer.initialState(of: there.shapes)
    let apart = StepSettings(
      groups: [
        .init(learningRate: 0.1, hyperparameters: ["beta1": 0.5]), .init(learningRate: 0.1),
      ], groupOfParameter: there.shapes.indices.map { $0 % 2 })
    for settings in [apart, StepSettings(learningRate: 0.1)] {
      for bag in [here, there] { try bag.drawGradients() }
      try device.step(settings)
      try there.step(optimizer, state, settings)
    }
    #expect(TrainingTests.difference(try here.numbers, try there.numbers) <= 1e-6)
  }

  @Test func `one rate for all is a step with the engine's algebra`() throws {
    for optimizer in [Optimizer.adamw(), .soap(), .momo()] {
      let (here, there) = (try Bag(), try Bag())
      let device = try DeviceOptimizer(optimizer, parameters: here.parameters)
      let other = try DeviceOptimizer(optimizer, parameters: there.parameters)
      for _ in 0..<3 {
        for bag in [here, there] { try bag.drawGradients() }
        try device.step(learningRate: 0.1, loss: 2)
        try other.step(StepSettings(learningRate: 0.1, loss: 2, backend: .engine(threads: 1)))
      }
      #expect(TrainingTests.difference(try here.numbers, try there.numbers) <= 1e-6)
    }
  }

  @Test func `a pattern that fits no parameter is refused`() throws {
    let optimizer = try Optimizer("adamw.using(sgd, in: \"head.*\")")
    let bag = try Bag()
    #expect(throws: OptimizerError.self) {
      try DeviceOptimizer(optimizer, parameters: bag.parameters)
    }
  }

  @Test(
    .enabled(if: Device.best != .cpu, "there is no CUDA and no MPS device"),
    arguments: elementwise + [.adamw().compact()])
  func `a graphics card gives what the processor gives`(optimizer: Optimizer) throws {
    let (here, there) = (try Bag(on: .best), try Bag())
    let device = try DeviceOptimizer(optimizer, parameters: here.parameters)
    let state: OptimizerState<Float> = optimizer.initialState(of: there.shapes)
    for step in 1...10 {
      let settings = StepSettings.groups(of: optimizer, step: step)
      for bag in [here, there] { try bag.drawGradients() }
      try device.step(settings)
      try there.step(optimizer, state, settings)
    }
    #expect(try difference(here.numbers, there.numbers) <= 1e-4)
    #expect(here.tensors.allSatisfy { $0.device == .best })
  }
}
