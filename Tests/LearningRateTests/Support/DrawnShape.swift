import LearningRate

/// What a shape is drawn with: two rates, a length or none, and more to draw.
struct ShapeDraw {
  let a, b: Double
  let over: Length?
  var random: SplitMix64

  mutating func long() -> Length { drawLong(&random) }
  mutating func short() -> Length { drawShort(&random) }
  mutating func one<Value>(of values: Value...) -> Value { values.randomElement(using: &random)! }
}

/// The shapes that the laws are tried with, each with parameters that fit a run of 96 steps.
let drawnShapes: [@Sendable (inout ShapeDraw) -> Schedule] = [
  { .constant($0.a) },
  { .linear(from: $0.a, to: $0.b, over: $0.over) },
  { .cosine(from: $0.a, to: $0.b, over: $0.over) },
  { .oneCycle(peak: $0.a, divisor: 1 + 10 * $0.b, finalDivisor: 100) },
  {
    .oneCycle(
      peak: $0.a, over: $0.over, warmup: 3, shape: $0.b < 0.5 ? .linear : .cosine, phases: 3)
  },
  { .exponential(from: $0.a, gamma: 0.5 + $0.b / 2, every: $0.long()) },
  { .exponential(from: $0.a, decay: $0.b) },
  { .exponential(from: $0.a, to: $0.b, over: $0.over) },
  { .step(from: $0.a, gamma: 0.5 + $0.b / 2, every: $0.long()) },
  { .inverseTime(from: $0.a, decay: $0.b, every: $0.over ?? 1) },
  { .polynomial(from: $0.a, to: $0.b, over: $0.over, power: 0.2 + 3 * drawRate(&$0.random)) },
  { .polynomialCycles(from: $0.a, to: $0.b, first: $0.long(), power: 0.2 + $0.b) },
  { .multiStep(from: $0.a, gamma: $0.b, at: [$0.long(), .percent(70), $0.short()]) },
  { .piecewise([0: $0.a, .percent(20): $0.b, .percent(60): $0.a / 2]) },
  { .drop(from: $0.a, by: $0.b / 4, every: $0.long(), to: min($0.a, $0.b) / 2) },
  { .compoundInverseTime(from: $0.a, decay: $0.one(of: 0, $0.b, $0.b * $0.b * $0.b)) },
  { .inverseSquareRoot(from: $0.a, timescale: $0.long()) },
  { .power(from: $0.a, timescale: $0.long(), power: 3 * $0.b) },
  { .noam(width: 1 + 512 * $0.b, warmup: $0.short(), scale: $0.a) },
  {
    .cosineRestarts(
      from: $0.a, to: $0.b, first: $0.one(of: 8, .percent(9), .epochs(1.1), 7.5),
      growth: $0.one(of: 1, 1.5, 2, 3), shrink: $0.one(of: 1, 0.5, $0.b),
      shrinking: $0.one(of: .height, .peak))
  },
  { .cosineRestarts(from: $0.a, to: $0.b, cycles: Int.random(in: 1...9, using: &$0.random)) },
  { .triangular(low: $0.a, high: $0.b, up: $0.long(), down: $0.over, gamma: 0.9 + $0.a / 10) },
  { .triangular(low: min($0.a, $0.b), high: max($0.a, $0.b), up: 5, shrink: $0.b) },
  { .wsd(peak: $0.a, over: $0.over, warmup: 2, cooldown: .percent(3), to: $0.b / 2) },
  { .rex(from: $0.a, to: $0.b, over: $0.over) },
  { .tanh(from: $0.a, to: $0.b, over: $0.over, lower: -7 * $0.b - 0.1) },
  { .random(low: $0.a, high: $0.a + $0.b, seed: 3, every: $0.over ?? 1, scale: .log) },
  { .inverseLinear(from: $0.a, beta: 0.9 * $0.b, over: $0.over) },
]

/// Draws one of the shapes.
func drawShape(_ random: inout SplitMix64) -> Schedule {
  let over = Bool.random(using: &random) ? drawLong(&random) : nil
  let (a, b) = (drawRate(&random), drawRate(&random))
  let index = drawnShapes.indices.randomElement(using: &random)!
  var draw = ShapeDraw(a: a, b: b, over: over, random: random)
  defer { random = draw.random }
  return drawnShapes[index](&draw)
}
