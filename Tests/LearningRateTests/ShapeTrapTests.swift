import LearningRate
import Testing

/// The same rules stop a program whose code breaks them, shape by shape.
@Suite struct ShapeTrapTests {
  @Test func `shapes`() async {
    await #expect(processExitsWith: .failure) { _ = Schedule.polynomial(from: 1, to: 0, power: 0) }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.polynomialCycles(from: 1, to: 0, first: 0, power: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.multiStep(from: 1, gamma: 0.1, at: [-1])
    }
    await #expect(processExitsWith: .failure) { _ = Schedule.piecewise([1: 1]) }
    await #expect(processExitsWith: .failure) { _ = Schedule.piecewise([:]) }
    await #expect(processExitsWith: .failure) { _ = Schedule.drop(from: 1, by: .nan, every: 1) }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.compoundInverseTime(from: 1, decay: -1)
    }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.inverseSquareRoot(from: 1, timescale: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.power(from: 1, timescale: 1, power: -1)
    }
    await #expect(processExitsWith: .failure) { _ = Schedule.noam(width: 0, warmup: 1) }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.cosineRestarts(from: 1, to: 0, first: 1, growth: 0.5)
    }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.cosineRestarts(from: 1, to: 0, cycles: 0)
    }
    await #expect(processExitsWith: .failure) { _ = Schedule.triangular(low: 0, high: 1, up: 0) }
    await #expect(processExitsWith: .failure) { _ = Schedule.oneCycle(peak: 1, phases: 4) }
    await #expect(processExitsWith: .failure) { _ = Schedule.wsd(peak: 1, warmup: -1, cooldown: 1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.rex(from: 1, to: .infinity) }
    await #expect(processExitsWith: .failure) { _ = Schedule.tanh(from: 1, to: 0, lower: 3) }
    await #expect(processExitsWith: .failure) { _ = Schedule.random(low: 1, high: 0, seed: 1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.random(low: 0, high: 1, seed: .max) }
    await #expect(processExitsWith: .failure) { _ = Schedule.inverseLinear(from: 1, beta: 1) }
  }

  @Test func `modifiers`() async {
    await #expect(processExitsWith: .failure) {
      _ = Schedule.constant(1).warmup(1, shape: .constant)
    }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).cooldown(-1) }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.constant(1).cooldown(1, shape: .power(.nan))
    }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).delayed(-1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).held(every: 0) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).repeated(every: 0) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).smoothed(momentum: 1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).jittered(by: 2, seed: 1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).stretched(to: -1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).advanced(by: -1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).warped(power: 0) }
  }
}
