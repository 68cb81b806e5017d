import RealModule

/// Cycles that follow one another up to `end`, each `growth` times as long as the one before.
struct GrowingCycles: Sendable {
  let first: Double
  let growth: Double
  let end: Double
  private let logGrowth: Double

  init(first: Double, growth: Double, end: Double) {
    self.first = first
    self.growth = growth
    self.end = end
    logGrowth = Double.log(growth)
  }

  /// The cycle that comes to its end, or is cut off, at `end`.
  var last: (index: Double, fraction: Double) { position(of: end) }

  /// The cycle that `time` is in, counting from zero, and the fraction of it that has passed.
  ///
  /// The fraction is 0 exactly at a restart. At `end` and past it, the position just before `end`
  /// counts, so that no cycle begins there: the fraction is 1 if one comes to its end.
  func position(of time: Double) -> (index: Double, fraction: Double) {
    guard first > 0, end > 0 else { return (0, 1) }
    let position = begun(at: min(time, end))
    guard time >= end, position.fraction == 0, position.index > 0 else { return position }
    return (position.index - 1, 1)
  }

  /// The time since the cycle at `time` began, for cycles of one length; all of it at the end.
  func passed(at time: Double) -> Double {
    let (index, fraction) = position(of: time)
    if fraction == 0 || fraction == 1 { return first * fraction }
    return min(max(min(time, end) - first * index, 0), first)
  }

  /// The cycle that `time` is in and the fraction of it that has passed, before `end`; nil if the
  /// cycles are too many to list.
  func position(of time: Formula) -> (index: Formula, fraction: Formula)? {
    if growth == 1 {
      let index = Formula.wholePeriods(at: time, period: first)
      return (index, .min(.max(time - first * index, 0), first) / first)
    }
    let count = last.index + 1
    guard count <= 200 else { return nil }
    let indices = Array(stride(from: 0, to: count, by: 1))
    let starts = indices.map { cycle($0).start }
    let lengths = indices.map { cycle($0).length }
    let passed = time - .levels(starts: starts, values: starts, at: time)
    return (
      .levels(starts: starts, values: indices, at: time),
      .min(passed / .levels(starts: starts, values: lengths, at: time), 1)
    )
  }

  /// The logarithm only guesses the cycle: it is rounded, so at a restart it may say the cycle
  /// before. The start of each cycle is exact whenever a `Double` can hold it, and decides, where
  /// 1e-13 of the time counts as rounding.
  private func begun(at time: Double) -> (index: Double, fraction: Double) {
    let limit = time * (1 + 1e-13)
    var index =
      growth == 1
      ? (time / first).rounded(.down)
      : (Double.log(onePlus: time / first * (growth - 1)) / logGrowth).rounded(.down)
    var cycle = self.cycle(index)
    let next = self.cycle(index + 1)
    if next.start <= limit {
      (index, cycle) = (index + 1, next)
    } else if index > 0, cycle.start > limit {
      index -= 1
      cycle = self.cycle(index)
    }
    let passed = time - cycle.start
    if passed <= time * 1e-13 { return (index, 0) }
    return (index, min(passed / cycle.length, 1))
  }

  private func cycle(_ index: Double) -> (start: Double, length: Double) {
    if growth == 1 { return (first * index, first) }
    let power = Double.pow(growth, index)
    // below 1.5 the powers lie so close to 1 that their difference would lose its digits
    let sum = growth < 1.5 ? Double.expMinusOne(index * logGrowth) : power - 1
    return (first * (sum / (growth - 1)), first * power)
  }
}
