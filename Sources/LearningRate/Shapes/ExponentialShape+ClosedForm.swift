import Notation
import RealModule

extension ExponentialShape {
  func closedForm(in window: Window) throws -> any ClosedForm {
    if let decay { return Decay(from: from, decay: decay, end: window.length) }
    if let to {
      let length = try window.length(of: over, named: "over")
      return Power(from: from, base: to / from, period: length, end: length, last: to)
    }
    let gamma = gamma ?? 1
    let period = try window.period(of: every, named: "every")
    let form = Power(from: from, base: gamma, period: period, end: window.length, last: nil)
    guard form.value(at: window.length).isFinite else {
      throw ScheduleError(
        "gamma", "small enough to stay finite over \(window.length.notationText) steps",
        received: gamma.notationText)
    }
    return form
  }
}

/// `from · base^(t / period)`, held from `end` on; `last` is the exact value there, if known.
private struct Power: ClosedForm {
  let from: Double
  let base: Double
  let period: Double
  let end: Double
  let last: Double?

  var bound: Double { max(from.magnitude, value(at: end).magnitude) }

  func value(at time: Double) -> Double {
    if let last, time >= end { return last }
    let power = from * Double.pow(base, min(time, end) / period)
    guard let last else { return power }
    return min(max(power, min(from, last)), max(from, last))
  }

  func formula(at time: Formula) -> Formula? {
    guard period > 0 else { return last.map { .number($0) } }
    return from * .pow(base, .min(time, end) / period)
  }
}

/// `from · e^(−decay · t)`, held from `end` on.
private struct Decay: ClosedForm {
  let from: Double
  let decay: Double
  let end: Double

  var turns: [Double]? { [] }

  var bound: Double { from.magnitude }

  func value(at time: Double) -> Double { from * Double.exp(-decay * min(time, end)) }

  func formula(at time: Formula) -> Formula? {
    return from * .exp(-decay * .min(time, end))
  }
}
