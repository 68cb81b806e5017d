import Optimizers
import Testing
import Torch
import Training

/// Norms of gradients on devices, and what a device optimizer refuses: `DeviceOptimizer.swift`.
@Suite struct DeviceGradientTests {
  @Test(arguments: [1, 1e-30, 1e30] as [Float])
  func `the norm is that of the gradients in memory`(scale: Float) throws {
    let bag = try Bag()
    try bag.drawGradients(scale: scale)
    let device = try DeviceOptimizer(.sgd(), parameters: bag.parameters)
    let gradients = bag.tensors.map(\.gradient)
    let expected = withExtendedLifetime(gradients) { gradientNorm(bag.buffers(gradients)) }
    #expect((try device.gradientNorm() / expected - 1).magnitude < 1e-12)
    #expect(expected > Double(scale))
  }

  @Test func `the norm shows a gradient that is not finite`() throws {
    let bag = try Bag()
    let device = try DeviceOptimizer(.sgd(), parameters: bag.parameters)
    try bag.tensors[1].gradient?.assign(Tensor([0, 1, .infinity, 2, 3] as [Float], shape: [5]))
    #expect(try device.gradientNorm() == .infinity)
    try bag.tensors[1].gradient?.assign(Tensor([0, 1, .nan, 2, 3] as [Float], shape: [5]))
    #expect(try device.gradientNorm().isNaN)
    #expect(try DeviceOptimizer(.sgd(), parameters: []).gradientNorm() == 0)
  }

  @Test func `parameters must be float32`() throws {
    final class Wide: Module {
      let weight: Tensor
      init() throws { weight = try Tensor.full([2], 1, type: .float64).requiringGradient() }
    }
    let wide = try Wide()
    let error = #expect(throws: TrainingError.self) {
      try DeviceOptimizer(.sgd(), parameters: wide.parameters)
    }
    #expect(error?.description == "'weight' must be float32; received float64")
  }

  @Test func `no parameters are stepped without a word`() throws {
    for optimizer in [Optimizer.adamw(), .adamw().compact()] {
      let device = try DeviceOptimizer(optimizer, parameters: [])
      try device.step(StepSettings(learningRate: 0.1))
      #expect(device.count == 1)
    }
  }

  @Test func `stops the program without a gradient, or for the state of another`() async {
    await #expect(processExitsWith: .failure) {
      let bag = try Bag()
      bag.tensors.clearGradients()
      try DeviceOptimizer(.sgd(), parameters: bag.parameters).step(StepSettings(learningRate: 1))
    }
    await #expect(processExitsWith: .failure) {
      let bag = try Bag()
      let state = try DeviceOptimizer(.adamw(), parameters: bag.parameters).state()
      try DeviceOptimizer(.sgd(), parameters: bag.parameters).restore(from: state)
    }
    await #expect(processExitsWith: .failure) {
      let bag = try Bag()
      try bag.drawGradients()
      try DeviceOptimizer(.sgd(), parameters: bag.parameters).step(StepSettings(learningRate: -1))
    }
  }
}
