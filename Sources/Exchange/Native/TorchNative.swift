internal import RealModule

/// A curve as schedulers of `torch.optim.lr_scheduler`, in a `SequentialLR` if there are several.
///
/// All of them start from each group's rate, so each part must be reachable from `base` by a factor: then a
/// group with another rate keeps its share. `eta_min` is one number for all groups, so a cosine that does not
/// end at zero is left to the formula. A cosine is followed by a constant, since PyTorch's rebounds past its
/// end, and so is `OneCycleLR`, which raises an error there.
struct TorchNative {
  /// The body of `schedule(optimizer)`.
  let statements: [String]

  init?(_ parts: [NativePart], base: Double, steps: Int) {
    var schedulers: [(text: String, length: Double)] = []
    for (index, part) in parts.enumerated() {
      guard
        let texts = Self.schedulers(
          part, base: base, isAlone: parts.count == 1, isLast: index == parts.count - 1)
      else { return nil }
      schedulers += texts
    }
    guard let first = schedulers.first else { return nil }
    let isAlone = parts.count == 1 && Self.alone(parts[0], base: base) != nil
    let shares =
      isAlone ? ["shares = [group[\"lr\"] / BASE for group in optimizer.param_groups]"] : []
    if schedulers.count == 1 {
      statements = shares + ["return \(first.text)"]
      return
    }
    var ends: [String] = []
    var sum = 0.0
    for scheduler in schedulers.dropLast() {
      sum += scheduler.length
      ends.append(python(sum))
    }
    statements =
      shares + ["return lr_scheduler.SequentialLR(", "    optimizer,", "    ["]
      + schedulers.map { indented(["\($0.text),"], by: 8) }
      + ["    ],", "    milestones=[\(ends.joined(separator: ", "))],", ")"]
  }

  private static func schedulers(
    _ part: NativePart, base: Double, isAlone: Bool, isLast: Bool
  ) -> [(text: String, length: Double)]? {
    func one(_ name: String, _ arguments: [(String, Double)]) -> [(text: String, length: Double)] {
      let list = [("", "optimizer")] + arguments.map { ($0.0, python($0.1)) }
      return [(text: call("lr_scheduler.\(name)", list), length: part.length)]
    }
    func hold(_ value: Double, after over: Double) -> [(text: String, length: Double)] {
      let factor = value / base
      return [
        (
          text: "lr_scheduler.ConstantLR(optimizer, factor=\(python(factor)), total_iters=10**9)",
          length: part.length - over
        )
      ]
    }
    func isFactor(_ value: Double) -> Bool { value / base >= 0 && value / base <= 1 }

    switch part.kind {
    case .constant(let value): return isFactor(value) ? hold(value, after: 0) : nil
    case .line(let from, let to, let over):
      guard isFactor(from), isFactor(to), from != 0 else { return nil }
      return one(
        "LinearLR",
        [("start_factor", from / base), ("end_factor", to / base), ("total_iters", over)])
    case .cosine(from: base, to: 0, let over):
      guard over <= part.length else { return nil }
      let wave = one("CosineAnnealingLR", [("T_max", over)])
      if over == part.length, !isLast { return wave }
      return [(text: wave[0].text, length: over)] + hold(0, after: over)
    case .polynomial(from: base, to: 0, let over, let power):
      return one("PolynomialLR", [("total_iters", over), ("power", power)])
    case .exponential(from: base, let logGamma, let over, let last):
      guard over < part.length || isLast, isFactor(last) else { return nil }
      let way = one("ExponentialLR", [("gamma", .exp(logGamma))])
      if over >= part.length { return way }
      return [(text: way[0].text, length: over)] + hold(last, after: over)
    case .stairs(from: base, let gamma, let every) where every.rounded() == every:
      return one("StepLR", [("step_size", every), ("gamma", gamma)])
    case .multiStep(from: base, let gamma, let milestones):
      let list = milestones.map(python).joined(separator: ", ")
      return [
        (
          text: "lr_scheduler.MultiStepLR(optimizer, milestones=[\(list)], gamma=\(python(gamma)))",
          length: part.length
        )
      ]
    case .restarts(from: base, to: 0, let first, let growth)
    where first.rounded() == first && growth.rounded() == growth:
      return one(
        "CosineAnnealingWarmRestarts", [("T_0", first), ("T_mult", growth)])
    default: return isAlone ? alone(part, base: base) : nil
    }
  }

  /// The schedulers that set the optimizer's rate themselves.
  private static func alone(
    _ part: NativePart, base: Double
  ) -> [(text: String, length: Double)]? {
    func shared(_ value: Double) -> String { "[\(python(value)) * share for share in shares]" }
    switch part.kind {
    case .triangles(let low, let high, let up, let down, let shrink, let gamma)
    where up.rounded() == up && down.rounded() == down && down > 0 && low <= high:
      let mode: [(String, String)]
      switch (shrink, gamma) {
      case (1, 1): mode = []
      case (0.5, 1): mode = [("mode", "\"triangular2\"")]
      case (1, _): mode = [("mode", "\"exp_range\""), ("gamma", python(gamma))]
      default: return nil
      }
      let text = call(
        "lr_scheduler.CyclicLR",
        [
          ("", "optimizer"), ("base_lr", shared(low)), ("max_lr", shared(high)),
          ("step_size_up", python(up)), ("step_size_down", python(down)),
        ] + mode + [("cycle_momentum", "False")])
      return [(text, part.length)]
    case .oneCycle(
      let peak, let rise, let over, let divisor, let finalDivisor, let shape, let phases)
    where over >= part.length && finalDivisor >= 1:
      // PyTorch's phases end a step before its shares of the whole say
      let text = call(
        "lr_scheduler.OneCycleLR",
        [
          ("", "optimizer"), ("max_lr", shared(peak)), ("total_steps", python(over + 1)),
          ("pct_start", "\(python(rise + 1)) / \(python(over + 1))"),
          ("anneal_strategy", shape == "cosine" ? "\"cos\"" : "\"linear\""),
          ("cycle_momentum", "False"), ("div_factor", python(divisor)),
          ("final_div_factor", python(finalDivisor)),
        ] + (phases == 3 ? [("three_phase", "True")] : []))
      // OneCycleLR has made the rate of its first step the one that factors are of
      let last =
        "lr_scheduler.ConstantLR(optimizer, factor=1 / \(python(finalDivisor)), "
        + "total_iters=10**9)"
      return [(text, over), (last, 0)]
    default: return nil
    }
  }
}
