import LearningRate

/// Draws a schedule that fits a run of 96 steps with 8 steps per epoch.
///
/// Its rates lie between 1e-6 and 1, and no modifier makes a value more than three times as large.
/// A few draws have phases too long for their windows and are drawn again.
func drawSchedule(depth: Int = 4, _ random: inout SplitMix64) -> Schedule {
  var misfits = 0
  while misfits < 20 {
    var schedule = drawShape(&random)
    for _ in 1..<depth where Int.random(in: 0..<3, using: &random) > 0 {
      schedule = drawModified(schedule, &random)
    }
    if (try? schedule.resolved(steps: 96, stepsPerEpoch: 8)) != nil { return schedule }
    misfits += 1
  }
  preconditionFailure("nearly every draw should fit")
}

/// A rate from 1e-6 to 1, often a round one.
func drawRate(_ random: inout SplitMix64) -> Double {
  let rates = [1e-6, 3e-5, 1e-4, 0.1, 1, Double.random(in: 1e-6...1, using: &random)]
  return rates.randomElement(using: &random)!
}

/// A length of at most 6 steps of 96.
func drawShort(_ random: inout SplitMix64) -> Span {
  [
    .steps(Int.random(in: 0...4, using: &random)), .percent(5), .epochs(0.5), 2.5,
    .percent(Double.random(in: 0...6, using: &random)),
  ].randomElement(using: &random)!
}

/// A length of 17 to 50 steps.
func drawLong(_ random: inout SplitMix64) -> Span {
  [.steps(50), .percent(30), .epochs(3), 17.25].randomElement(using: &random)!
}

/// A modifier of any kind.
func drawModified(_ inner: Schedule, _ random: inout SplitMix64) -> Schedule {
  let number = Double.random(in: 0...1, using: &random)
  switch Int.random(in: 0..<17, using: &random) {
  case 0: return inner.warmup(drawShort(&random))
  case 1:
    let shape = [WarmupShape.cosine, .exponential, .squareRoot].randomElement(using: &random)!
    return inner.warmup(drawShort(&random), shape: shape)
  case 2: return inner.warmup(drawShort(&random), from: drawRate(&random))
  case 3:
    let shapes: [WarmupShape] = [
      .linear, .cosine, .exponential, .constant, .squareRoot, .logarithmic, .power(2),
    ]
    let shape = shapes.randomElement(using: &random)!
    return inner.warmup(drawShort(&random), from: number < 0.3 ? 0 : number, shape: shape)
  case 4:
    let first = drawShape(&random)
    let at: Span = [3, 2.5, .percent(5), .epochs(0.5)].randomElement(using: &random)!
    return first.then(inner, at: at)
  case 5: return inner.scaled(by: 3 * number)
  case 6: return inner.clamped(1e-5...drawRate(&random) + 1e-5)
  case 7:
    let shape = [.linear, .squareRoot, .cosine, .exponential, .power(2), CooldownShape.power(0.3)]
      .randomElement(using: &random)!
    return inner.cooldown(drawShort(&random), to: number < 0.5 ? 0 : number, shape: shape)
  case 8: return inner.cooldown(drawShort(&random), at: 30, to: drawRate(&random))
  case 9: return inner.delayed(drawShort(&random))
  case 10: return inner.held(every: [3, .percent(2.5), .epochs(1)].randomElement(using: &random)!)
  case 11:
    return inner.repeated(
      every: [30.5, .percent(48), .epochs(4), 300].randomElement(using: &random)!)
  case 12: return inner.multiplied(by: drawShape(&random).clamped(0...2))
  case 13:
    // smoothing that is smoothed again sums the square of so many steps
    let momentum =
      inner.description.contains("smoothed") ? 0 : [0, 0.5, 0.9].randomElement(using: &random)!
    return inner.smoothed(momentum: momentum)
  case 14: return inner.jittered(by: number, seed: Int.random(in: -9...9, using: &random))
  case 15:
    return Bool.random(using: &random)
      ? inner.stretched(to: [.percent(50), 40, 200, 0].randomElement(using: &random)!)
      : inner.advanced(by: drawLong(&random))
  default: return inner.warped(power: 0.25 + 2 * number)
  }
}
