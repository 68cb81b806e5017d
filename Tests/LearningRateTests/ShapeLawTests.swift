import LearningRate
import Testing

/// What is claimed of single shapes, tried on randomly drawn parameters.
@Suite struct ShapeLawTests {
  /// Shapes that go from `a` to `b` over a length, and have both exactly.
  private func exact(_ a: Double, _ b: Double, _ over: Length?, _ power: Double) -> [Schedule] {
    [
      .linear(from: a, to: b, over: over), .cosine(from: a, to: b, over: over),
      .polynomial(from: a, to: b, over: over, power: power), .rex(from: a, to: b, over: over),
      .exponential(from: a, to: b, over: over),
      .constant(a).cooldown(over ?? .percent(100), at: 0, to: b, shape: .power(power)),
      .constant(a).cooldown(over ?? .percent(100), at: 0, to: b, shape: .squareRoot),
      .constant(a).cooldown(over ?? .percent(100), at: 0, to: b, shape: .exponential),
      .constant(b).warmup(over ?? .percent(100), from: a, shape: .squareRoot),
      .constant(b).warmup(over ?? .percent(100), from: a, shape: .exponential),
      .constant(b).warmup(over ?? .percent(100), from: a, shape: .cosine),
    ]
  }

  /// Shapes that fall from `a`, without an end of their own.
  private func falling(_ a: Double, _ s: Length, _ power: Double) -> [Schedule] {
    [
      .inverseTime(from: a, decay: power, every: s), .compoundInverseTime(from: a, decay: power),
      .inverseSquareRoot(from: a, timescale: s), .power(from: a, timescale: s, power: power),
      .exponential(from: a, gamma: 0.3, every: s), .exponential(from: a, decay: power / 10),
      .step(from: a, gamma: 0.7, every: s), .drop(from: a, by: a / 9, every: s),
      .multiStep(from: a, gamma: 0.5, at: [s, .percent(30)]),
    ]
  }

  private func isSteady(_ values: [Double], slack: Double = 0) -> Bool {
    guard let first = values.first, let last = values.last else { return true }
    return zip(values, values.dropFirst()).allSatisfy {
      first <= last ? $0 <= $1 + slack : $0 >= $1 - slack
    }
  }

  @Test func `shapes with ends have them exactly and go there steadily`() throws {
    var random = SplitMix64(state: 26)
    for _ in 0..<300 {
      let (a, b) = (drawRate(&random), drawRate(&random))
      let length = Int.random(in: 1...96, using: &random)
      let power = Double.random(in: 0.1...4, using: &random)
      for (over, end) in [(Length.steps(length), length), (nil, 96)] {
        for schedule in exact(a, b, over, power) {
          let curve = try schedule.resolved(steps: 96)
          #expect(curve.value(at: 0) == a, "\(schedule)")
          #expect(curve.value(at: end) == b && curve.value(at: 96) == b, "\(schedule)")
          #expect(isSteady(curve.values(0..<97), slack: 1e-16 * max(a, b)), "\(schedule)")
        }
      }
    }
  }

  @Test func `shapes without an end start exactly and fall steadily`() throws {
    var random = SplitMix64(state: 30)
    for _ in 0..<300 {
      let a = drawRate(&random)
      for schedule in falling(a, drawLong(&random), Double.random(in: 0.1...4, using: &random)) {
        let found = try values(schedule, steps: 96, stepsPerEpoch: 8)
        #expect(found[0] == a && found[96] < a, "\(schedule)")
        #expect(isSteady(found, slack: 1e-15 * a), "\(schedule)")
      }
    }
  }

  @Test func `twice the rates give twice the curve`() throws {
    var random = SplitMix64(state: 31)
    for _ in 0..<300 {
      let (a, b) = (drawRate(&random), drawRate(&random))
      let power = Double.random(in: 0.1...4, using: &random)
      let s = drawLong(&random)
      func all(_ a: Double, _ b: Double) -> [Schedule] {
        let low = min(a, b)
        return exact(a, b, s, power) + falling(a, s, power) + [
          .oneCycle(peak: a, divisor: 3), .oneCycle(peak: a, shape: .linear, phases: 3),
          .wsd(peak: a, warmup: 3, cooldown: s, to: b), .tanh(from: a, to: b),
          .cosineRestarts(from: a, to: b, first: s, growth: 2, shrink: 0.7, shrinking: .peak),
          .cosineRestarts(from: a, to: b, cycles: 5, shrink: 0.7),
          .noam(width: 8, warmup: s, scale: a),
          .polynomialCycles(from: a, to: b, first: s, power: power),
          .triangular(low: a, high: b, up: s, shrink: 0.7, gamma: 0.99), .piecewise([0: a, s: b]),
          .random(low: low, high: low + a, seed: 1, scale: .log),
          .inverseLinear(from: a, beta: 0.9),
          .linear(from: a, to: b).held(every: s).smoothed(momentum: 0.7).jittered(by: 0.5, seed: 2),
        ]
      }
      for (one, two) in zip(all(a, b), all(2 * a, 2 * b)) {
        let single = try values(one, steps: 96, stepsPerEpoch: 8)
        let double = try values(two, steps: 96, stepsPerEpoch: 8)
        #expect(double == single.map { 2 * $0 }, "\(one)")
      }
    }
  }

  @Test func `shapes without jumps have none`() throws {
    let steps = 20_000
    var random = SplitMix64(state: 32)
    let (a, b) = (
      Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random)
    )
    for schedule in exact(a, b, nil, 1.5) + [
      .oneCycle(peak: a), .oneCycle(peak: a, shape: .linear, phases: 3), .tanh(from: a, to: b),
      .triangular(low: a, high: b, up: .percent(7), down: .percent(3), gamma: 0.9999),
      .wsd(peak: a, warmup: .percent(10), cooldown: .percent(20), to: b, shape: .cosine),
      .cosine(from: a, to: b).warmup(.percent(5)).cooldown(.percent(10), to: 0.5),
      .rex(from: a, to: b).delayed(.percent(10)).advanced(by: .percent(3)).warped(power: 1.5),
      .linear(from: a, to: b).stretched(to: .percent(30)).then(.constant(b), at: .percent(60)),
    ] {
      let found = try values(schedule, steps: steps)
      // a root is steepest where it starts: √(1/(0.2 · 20000)) of the way
      let jump = zip(found, found.dropFirst()).map { ($0 - $1).magnitude }.max() ?? 0
      #expect(jump < 0.017, "\(schedule) jumps by \(jump)")
    }
  }
}
