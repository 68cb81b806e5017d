import Notation
import Optimizers
import Testing

@Suite struct MechanicTests {
  @Test(arguments: [(0.0, 5.0 / 7, 4.0 / 3), (0.75, 0.7, 1.5)])
  func `two steps as worked out by hand`(decay: Double, scale: Double, product: Double) throws {
    let run = try GroupedRun<Double>(
      "sgd().mechanic(weightDecay: \(decay), initial: 0.5, epsilon: 1, betas: 1)", [[1]])
    // h = 0, m = 1, v = 0, s = 0.5·1/1, Δ = −0.5·2: 1 − 0.5·1
    run.step([[2]], rates: [0.5])
    #expect(run.parameters.numbers == [[0.5]])
    // Δ ← −1·0.5/(0.5 + 1) = −1/3; h = (4 + λ·0.5·4/(0.5 + 1)·0.5)/3, clamped to 1: r = 1·0.5,
    // m = h + 1, v = h², s = (0.5·m + 0.5)/(h + 1), Δ = −1/3 − 0.5·4
    run.step([[4]], rates: [0.5])
    #expect((run.parameters.numbers[0][0] - (1 - scale * 7 / 3)).magnitude < 1e-14)
    let expected = [scale, 0.5, product + 1, product * product, (1 - scale * 7 / 3).magnitude]
    for (found, expected) in zip(run.state.numbers, expected) {
      #expect((found - expected).magnitude < 1e-14)
    }
  }

  @Test func `what others change moves the start along`() throws {
    var generator = Generator(15)
    let start = noise(&generator, [6])
    let text = "sgd(momentum: 0.5).mechanic(weightDecay: 0, initial: 0.1)"
    let moved = try GroupedRun<Double>(text, start)
    let plain = try GroupedRun<Double>(text, start)
    for step in 0..<20 {
      let gradients = noise(&generator, [6])
      if step == 10 { for index in 0..<6 { moved.parameters.buffers[0].values[index] += 8 } }
      moved.step(gradients, rates: [1])
      plain.step(gradients, rates: [1])
    }
    for (found, expected) in zip(moved.parameters.numbers[0], plain.parameters.numbers[0]) {
      #expect((found - expected - 8).magnitude < 1e-12)
    }
  }

  @Test func `float32 learns the scale that float64 learns, however small it is at first`() throws {
    func scale<Scalar: OptimizerScalar>(_: Scalar.Type) throws -> Double {
      let run = try GroupedRun<Scalar>("sgd(momentum: 0.5).mechanic()", [[1, -1, 0.5]])
      for _ in 0..<60 {
        let gradient = zip(run.parameters.numbers[0], [1, 0.5, 0.25]).map { (Double($0) - 3) * $1 }
        run.step([gradient], rates: [0.1])
      }
      return (0..<6).reduce(0) { $0 + run.state.numbers[4 * $1] }
    }
    let (single, double) = try (scale(Float.self), scale(Double.self))
    #expect(double > 1e-4)
    #expect((single / double - 1).magnitude < 1e-3, "\(single) and \(double)")
  }

  @Test func `a scheduled weight decay is the base's`() {
    let rule = Optimizer.adamw().mechanic().rule
    #expect(rule.schedulableNames == AdamW().schedulableNames)
    let scheduled = rule.setting(["weightDecay": 0.5])
    #expect(scheduled.notation.description == "adamw(weightDecay: 0.5).mechanic()")
  }
}
