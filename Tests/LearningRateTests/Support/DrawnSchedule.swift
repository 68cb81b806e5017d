import LearningRate

/// Draws a schedule that fits a run of `steps` steps, at least 64, with 8 steps per epoch.
///
/// Its rates lie between 1e-6 and 1, so every value of the curve lies between 0 and 1000.
func drawSchedule(depth: Int = 4, _ random: inout SplitMix64) -> Schedule {
  func rate(_ random: inout SplitMix64) -> Double {
    let rates = [1e-6, 3e-5, 1e-4, 0.1, 1, Double.random(in: 1e-6...1, using: &random)]
    return rates.randomElement(using: &random)!
  }
  func span(_ random: inout SplitMix64) -> Span {
    [
      .steps(Int.random(in: 0...4, using: &random)), .percent(5), .epochs(0.5), 2.5,
      .percent(Double.random(in: 0...6, using: &random)),
    ].randomElement(using: &random)!
  }
  func long(_ random: inout SplitMix64) -> Span {
    [.steps(50), .percent(30), .epochs(3), 17.25].randomElement(using: &random)!
  }
  if depth > 1, Int.random(in: 0..<3, using: &random) > 0 {
    let inner = drawSchedule(depth: depth - 1, &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return inner.warmup(span(&random))
    case 1: return inner.warmup(span(&random), from: rate(&random))
    case 2:
      let first = drawSchedule(depth: 1, &random)
      let at: Span = [3, 2.5, .percent(5), .epochs(0.5)].randomElement(using: &random)!
      return (Bool.random(using: &random) ? first : first.warmup(2)).then(inner, at: at)
    case 3: return inner.scaled(by: Double.random(in: 0...3, using: &random))
    default: return inner.clamped(1e-5...rate(&random) + 1e-5)
    }
  }
  let over = Bool.random(using: &random) ? long(&random) : nil
  let (a, b) = (rate(&random), rate(&random))
  switch Int.random(in: 0..<9, using: &random) {
  case 0: return .constant(a)
  case 1: return .linear(from: a, to: b, over: over)
  case 2: return .cosine(from: a, to: b, over: over)
  case 3: return .oneCycle(peak: a, divisor: 1 + 10 * b, finalDivisor: 100)
  case 4: return .exponential(from: a, gamma: 0.5 + b / 2, every: long(&random))
  case 5: return .exponential(from: a, decay: b)
  case 6: return .exponential(from: a, to: b, over: over)
  case 7: return .step(from: a, gamma: 0.5 + b / 2, every: long(&random))
  default: return .inverseTime(from: a, decay: b, every: over ?? 1)
  }
}
