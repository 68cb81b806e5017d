internal import RealModule

/// A curve as schedules of optax, joined if there are several.
///
/// They compute in 32 bits. Those that raise a number near 1 to a high power or look for the cycle
/// they are in are left to the formula, and so are fractional powers: what is left at the end can come
/// out just below 0, whose root is no number.
struct OptaxNative {
  let call: String

  init?(_ parts: [NativePart], steps: Int) {
    let run = Double(steps)
    if parts.count == 2, case .line(let low, let peak, let rise) = parts[0].kind,
      rise == parts[0].length, case .cosine(from: peak, let to, let over) = parts[1].kind,
      peak != 0
    {
      call = Exchange.call(
        "optax.warmup_cosine_decay_schedule",
        [
          ("init_value", python(low)), ("peak_value", python(peak)),
          ("warmup_steps", python(rise)), ("decay_steps", python(rise + over)),
          ("end_value", python(to)),
        ])
      return
    }
    let calls = parts.compactMap { Self.schedule($0, steps: run) }
    guard calls.count == parts.count, let first = calls.first else { return nil }
    if calls.count == 1 {
      call = first
      return
    }
    var ends: [String] = []
    var sum = 0.0
    for part in parts.dropLast() {
      sum += part.length
      ends.append(python(sum))
    }
    call = """
      optax.join_schedules(
          [
      \(indented(calls.map { "\($0)," }, by: 8))
          ],
          boundaries=[\(ends.joined(separator: ", "))],
      )
      """
  }

  private static func schedule(_ part: NativePart, steps: Double) -> String? {
    func one(_ name: String, _ arguments: [(String, Double)]) -> String {
      Exchange.call("optax.\(name)", arguments.map { ($0.0, python($0.1)) })
    }
    switch part.kind {
    case .constant(let value): return one("constant_schedule", [("value", value)])
    case .line(let from, let to, let over):
      return one(
        "linear_schedule",
        [("init_value", from), ("end_value", to), ("transition_steps", over)])
    case .cosine(let from, let to, let over) where from != 0:
      return one(
        "cosine_decay_schedule",
        [("init_value", from), ("decay_steps", over), ("alpha", to / from)])
    case .polynomial(let from, let to, let over, let power) where power.rounded() == power:
      return one(
        "polynomial_schedule",
        [
          ("init_value", from), ("end_value", to), ("power", power), ("transition_steps", over),
        ])
    case .stairs, .multiStep, .levels:
      guard let (starts, values) = part.steps(within: steps), !values.contains(0) else {
        return nil
      }
      let scales = zip(values.dropFirst(), values).map { $0 / $1 }
      let list = zip(starts.dropFirst(), scales).map { "\(python($0)): \(python($1))" }
      return Exchange.call(
        "optax.piecewise_constant_schedule",
        [
          ("init_value", python(values[0])),
          ("boundaries_and_scales", "{\(list.joined(separator: ", "))}"),
        ])
    default: return nil
    }
  }
}
