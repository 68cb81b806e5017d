/// A curve as one of the `get_…` functions of Hugging Face, which warm up from 0 along `t / w` and
/// end with the run. What takes a rate beside the optimizer's own, as `lr_end` is, is left to the formula: a
/// group with another rate keeps its share.
struct TransformersNative {
  let function: String
  let call: String

  init?(_ parts: [NativePart], base: Double, steps: Int) {
    var parts = parts
    var warmup = 0.0
    if parts.count > 1, case .line(from: 0, to: base, let over) = parts[0].kind {
      warmup = over
      parts.removeFirst()
    }
    let run = [("num_warmup_steps", python(warmup)), ("num_training_steps", "\(steps)")]
    guard let (name, arguments) = Self.function(parts, base, Double(steps) - warmup, warmup, run)
    else { return nil }
    function = name
    call = Exchange.call(name, [("", "optimizer")] + arguments)
  }

  private static func function(
    _ parts: [NativePart], _ base: Double, _ rest: Double, _ warmup: Double,
    _ run: [(String, String)]
  ) -> (String, [(String, String)])? {
    if parts.count == 2 { return decay(parts, base, warmup, run) }
    guard parts.count == 1 else { return nil }
    switch parts[0].kind {
    case .constant(base):
      return warmup == 0
        ? ("get_constant_schedule", []) : ("get_constant_schedule_with_warmup", [run[0]])
    case .line(from: base, to: 0, over: rest): return ("get_linear_schedule_with_warmup", run)
    case .cosine(from: base, to: 0, over: rest): return ("get_cosine_schedule_with_warmup", run)
    case .cosine(from: base, let to, over: rest) where to > 0:
      return (
        "get_cosine_with_min_lr_schedule_with_warmup", run + [("min_lr_rate", python(to / base))]
      )
    case .polynomial(from: base, to: 0, over: rest, let power):
      return (
        "get_polynomial_decay_schedule_with_warmup",
        run + [("lr_end", "0"), ("power", python(power))]
      )
    case .inverseRoot(from: base, let timescale) where timescale >= 1:
      return ("get_inverse_sqrt_schedule", [run[0], ("timescale", python(timescale))])
    default: return nil
    }
  }

  private static func decay(
    _ parts: [NativePart], _ base: Double, _ warmup: Double, _ run: [(String, String)]
  ) -> (String, [(String, String)])? {
    guard case .constant(base) = parts[0].kind else { return nil }
    let type: String
    switch parts[1].kind {
    case .line(from: base, to: 0, over: parts[1].length): type = "linear"
    case .cosine(from: base, to: 0, over: parts[1].length): type = "cosine"
    default: return nil
    }
    return (
      "get_wsd_schedule",
      [
        run[0], ("num_decay_steps", python(parts[1].length)), run[1],
        ("decay_type", "\"\(type)\""),
      ]
    )
  }
}
