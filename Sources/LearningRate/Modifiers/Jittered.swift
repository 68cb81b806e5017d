import Notation

extension Schedule {
  /// Multiplies each step's value by a random factor, always the same for the same seed and step.
  ///
  /// ```
  /// value(t) = this schedule at t · (1 + by · u)     u = 2 · output number ⌊t⌋ of SplitMix64(seed) − 1,
  ///                                                      outputs taken as shares of 2⁶⁴
  /// ```
  ///
  /// where `u` is uniform in −1 ..< 1, so a `by` of 0.1 moves each value by up to 10 %. The count is on
  /// this schedule's clock; past the end of the window the last factor holds.
  ///
  /// It is here to reproduce its source, and to test how much noise a training tolerates. A `by` of 0
  /// changes nothing.
  ///
  /// Source: the noise of timm's schedulers, with a named generator. Seeded alike,
  /// ``random(low:high:seed:every:scale:)`` draws the same numbers.
  ///
  /// - Precondition: `by` is between 0 and 1; the seed is at most 2⁵³ in size.
  public func jittered(by amount: Double, seed: Int) -> Schedule {
    Schedule(JitteredModifier(receiver: self, by: amount, seed: seed))
  }
}

/// The modifier `jittered`.
struct JitteredModifier: ScheduleModifier {
  var receiver = Schedule.neutral
  var by = 0.0
  var seed = 0

  static let word = NotationWord(
    "jittered", summary: "Multiplies each value by a random factor, the same for the same seed.",
    formula: "the schedule at t · (1 + by · u), u uniform in −1 ..< 1, by SplitMix64",
    example: "cosine(from: 3e-4, to: 0).jittered(by: 0.1, seed: 7)")

  static var parameters: NotationParameters<JitteredModifier> {
    [.required("by", \.by, .within(0...1)), .required("seed", \.seed, .seed)]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Product(
      first: try receiver.closedForm(in: window),
      second: Noise(amount: by, noise: CounterNoise(seed: seed), end: window.length))
  }
}

/// A random factor for each step, held from `end` on.
private struct Noise: ClosedForm {
  let amount: Double
  let noise: CounterNoise
  let end: Double

  var bound: Double { 1 + amount }

  func value(at time: Double) -> Double {
    1 + amount * (2 * noise.uniform(at: min(time, end).rounded(.down)) - 1)
  }

  func formula(at time: Formula) -> Formula? {
    guard end < Formula.longestTable else { return nil }
    let factors = (0...Int(end)).map { 1 + amount * (2 * noise.uniform(at: Double($0)) - 1) }
    return .pick(factors, .floor(.min(time, end)))
  }
}
