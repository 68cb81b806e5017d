import LearningRate

/// Draws a shape of any kind that fits 12 steps, with values between 0 and 10.
func drawShape(_ random: inout SplitMix64) -> Schedule {
  let over = Bool.random(using: &random) ? drawLong(&random) : nil
  let (a, b) = (drawRate(&random), drawRate(&random))
  switch Int.random(in: 0..<28, using: &random) {
  case 0: return .constant(a)
  case 1: return .linear(from: a, to: b, over: over)
  case 2: return .cosine(from: a, to: b, over: over)
  case 3: return .oneCycle(peak: a, divisor: 1 + 10 * b, finalDivisor: 100)
  case 4:
    return .oneCycle(
      peak: a, over: over, warmup: 3, shape: b < 0.5 ? .linear : .cosine, phases: 3)
  case 5: return .exponential(from: a, gamma: 0.5 + b / 2, every: drawLong(&random))
  case 6: return .exponential(from: a, decay: b)
  case 7: return .exponential(from: a, to: b, over: over)
  case 8: return .step(from: a, gamma: 0.5 + b / 2, every: drawLong(&random))
  case 9: return .inverseTime(from: a, decay: b, every: over ?? 1)
  case 10: return .polynomial(from: a, to: b, over: over, power: 0.2 + 3 * drawRate(&random))
  case 11: return .polynomialCycles(from: a, to: b, first: drawLong(&random), power: 0.2 + b)
  case 12:
    return .multiStep(from: a, gamma: b, at: [drawLong(&random), .percent(70), drawShort(&random)])
  case 13: return .piecewise([0: a, .percent(20): b, .percent(60): a / 2])
  case 14: return .drop(from: a, by: b / 4, every: drawLong(&random), to: min(a, b) / 2)
  case 15:
    return .compoundInverseTime(from: a, decay: [0, b, b * b * b].randomElement(using: &random)!)
  case 16: return .inverseSquareRoot(from: a, timescale: drawLong(&random))
  case 17: return .power(from: a, timescale: drawLong(&random), power: 3 * b)
  case 18: return .noam(width: 1 + 512 * b, warmup: drawShort(&random), scale: a)
  case 19:
    return .cosineRestarts(
      from: a, to: b, first: [8, .percent(9), .epochs(1.1), 7.5].randomElement(using: &random)!,
      growth: [1, 1.5, 2, 3].randomElement(using: &random)!,
      shrink: [1, 0.5, b].randomElement(using: &random)!,
      shrinking: ShrinkTarget.allCases.randomElement(using: &random)!)
  case 20:
    return .cosineRestarts(from: a, to: b, cycles: Int.random(in: 1...9, using: &random))
  case 21:
    return .triangular(low: a, high: b, up: drawLong(&random), down: over, gamma: 0.9 + a / 10)
  case 22: return .triangular(low: min(a, b), high: max(a, b), up: 5, shrink: b)
  case 23: return .wsd(peak: a, over: over, warmup: 2, cooldown: .percent(3), to: b / 2)
  case 24: return .rex(from: a, to: b, over: over)
  case 25: return .tanh(from: a, to: b, over: over, lower: -7 * b - 0.1)
  case 26: return .random(low: a, high: a + b, seed: 3, every: over ?? 1, scale: .log)
  default: return .inverseLinear(from: a, beta: 0.9 * b, over: over)
  }
}
