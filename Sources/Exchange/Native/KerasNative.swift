internal import RealModule

/// A curve as one of Keras's schedules.
///
/// They compute in 32 bits. Those that raise a number near 1 to a high power or look for the cycle
/// they are in are left to the formula: compiled, a step divided by a cycle's length can land just
/// beside the whole number it should be. So are fractional powers: what is left at the end can come out
/// just below 0, whose root is no number.
struct KerasNative {
  let call: String

  init?(_ parts: [NativePart], steps: Int) {
    guard let (name, arguments) = Self.schedule(parts, steps: Double(steps)) else { return nil }
    call = Exchange.call("keras.optimizers.schedules.\(name)", arguments)
  }

  private static func schedule(
    _ parts: [NativePart], steps: Double
  ) -> (String, [(String, String)])? {
    func numbers(_ pairs: [(String, Double)]) -> [(String, String)] {
      // a rate that is written as a whole number would be taken for an integer
      pairs.map {
        ($0.0, $0.0.hasSuffix("steps") ? python($0.1) : Dialect(language: .keras).number($0.1))
      }
    }
    if parts.count == 2, case .line(let low, let peak, let rise) = parts[0].kind,
      rise == parts[0].length, case .cosine(from: peak, let to, let over) = parts[1].kind,
      peak != 0
    {
      return (
        "CosineDecay",
        numbers([
          ("initial_learning_rate", low), ("decay_steps", over), ("alpha", to / peak),
          ("warmup_target", peak),
          ("warmup_steps", rise),
        ])
      )
    }
    guard parts.count == 1 else { return nil }
    switch parts[0].kind {
    case .cosine(let from, let to, let over) where from != 0:
      return (
        "CosineDecay",
        numbers([("initial_learning_rate", from), ("decay_steps", over), ("alpha", to / from)])
      )
    case .line(let from, let to, let over):
      return (
        "PolynomialDecay",
        numbers([("initial_learning_rate", from), ("decay_steps", over), ("end_learning_rate", to)])
      )
    case .polynomial(let from, let to, let over, let power) where power.rounded() == power:
      return (
        "PolynomialDecay",
        numbers([
          ("initial_learning_rate", from), ("decay_steps", over), ("end_learning_rate", to),
          ("power", power),
        ])
      )
    case .stairs, .multiStep, .levels:
      guard let (starts, values) = parts[0].steps(within: steps) else { return nil }
      // the new rate comes a step after the boundary here
      let boundaries = starts.dropFirst().map { python($0 - 1) }.joined(separator: ", ")
      let list = values.map(Dialect(language: .keras).number).joined(separator: ", ")
      return (
        "PiecewiseConstantDecay", [("boundaries", "[\(boundaries)]"), ("values", "[\(list)]")]
      )
    case .inverseTime(let from, let decay, let every):
      return (
        "InverseTimeDecay",
        numbers([("initial_learning_rate", from), ("decay_steps", every), ("decay_rate", decay)])
      )
    default: return nil
    }
  }
}

extension NativePart {
  /// The levels of a multi-step or piecewise part that are reached in a run: rising starts from 0.
  func steps(within steps: Double) -> (starts: [Double], values: [Double])? {
    var (starts, values): ([Double], [Double])
    switch kind {
    case .stairs(let from, let gamma, let every):
      guard steps / every <= 20 else { return nil }
      starts = stride(from: 0, to: steps, by: every).map { $0.rounded(.up) }
      values = starts.indices.map { from * .pow(gamma, Double($0)) }
    case .levels(let given, let levels): (starts, values) = (given, levels)
    case .multiStep(let from, let gamma, let milestones):
      starts = [0] + milestones
      values = starts.indices.map { from * .pow(gamma, Double($0)) }
    default: return nil
    }
    // of equal starts the last counts
    let kept = starts.indices.filter {
      starts[$0] < steps && ($0 + 1 == starts.count || starts[$0] < starts[$0 + 1])
    }
    (starts, values) = (kept.map { starts[$0] }, kept.map { values[$0] })
    return values.count > 1 ? (starts, values) : nil
  }
}
