internal import LearningRate
internal import Notation
internal import RealModule
internal import TrainingLogs

extension SchedulerStateReader {
  /// What the scheduler does to a group's rate, in notation.
  func notation(_ group: Int) throws -> String {
    if name == "SequentialLR" { return try sequence(group) }
    if name == "ChainedScheduler" { return try chain(group) }
    if name == "ReduceLROnPlateau" { return try plateau(group) }
    return try notation(group, base: try base(group))
  }

  /// The notation with another rate to start from.
  private func notation(_ group: Int, base: Double) throws -> String {
    let rate = base.notationText
    switch name {
    case "ConstantLR":
      let (factor, count) = (try number("factor"), try number("total_iters"))
      if count == 0 || factor == 1 { return "constant(\(rate))" }
      // a constant that outlasts every run was made for a sequence
      if count >= 1e9 { return "constant(\((base * factor).notationText))" }
      return "piecewise([0: \((base * factor).notationText), \(count.notationText): \(rate)])"
    case "LinearLR":
      let start = (base * (try number("start_factor"))).notationText
      let end = (base * (try number("end_factor"))).notationText
      return "linear(from: \(start), to: \(end), over: \(try text("total_iters")))"
    case "PolynomialLR":
      let (count, power) = (try text("total_iters"), try number("power"))
      if power == 1 { return "linear(from: \(rate), to: 0, over: \(count))" }
      return "polynomial(from: \(rate), to: 0, over: \(count), power: \(power.notationText))"
    case "ExponentialLR": return "exponential(from: \(rate), gamma: \(try text("gamma")))"
    case "StepLR":
      return "step(from: \(rate), gamma: \(try text("gamma")), every: \(try text("step_size")))"
    case "MultiStepLR":
      let list = try milestones().map(\.notationText).joined(separator: ", ")
      return "multiStep(from: \(rate), gamma: \(try text("gamma")), at: [\(list)])"
    case "CosineAnnealingLR":
      let end = try numbers("eta_min", group).notationText
      return "cosine(from: \(rate), to: \(end), over: \(try text("T_max")))"
    case "CosineAnnealingWarmRestarts":
      let end = try numbers("eta_min", group).notationText
      let growth = try number("T_mult")
      return "cosineRestarts(from: \(rate), to: \(end), first: \(try text("T_0"))"
        + (growth == 1 ? ")" : ", growth: \(growth.notationText))")
    case "CyclicLR": return try cycles(group, low: rate)
    default: return try oneCycle(group, low: base)
    }
  }

  /// Schedulers that each multiply the rate by what they multiply their own by.
  private func chain(_ group: Int) throws -> String {
    let factors = [
      "ConstantLR", "LinearLR", "PolynomialLR", "ExponentialLR", "StepLR", "MultiStepLR",
    ]
    var notation = ""
    for part in parts {
      let isFactor =
        try factors.contains(part.name)
        || (part.name == "CosineAnnealingLR" && part.numbers("eta_min", group) == 0)
      guard isFactor else {
        throw refusal(
          "the schedulers of a ChainedScheduler must be ones that multiply the rate",
          received: part.name)
      }
      notation =
        notation.isEmpty
        ? try part.notation(group)
        : "\(notation).multiplied(by: \(try part.notation(group, base: 1)))"
    }
    return notation
  }

  /// The state holds the rate that the controller has left, and not the one before.
  private func plateau(_ group: Int) throws -> String {
    guard let rates = member("_last_lr")?.numbers, group < rates.count else {
      throw fault("_last_lr", "a list of numbers")
    }
    let rate = rates[group]
    var more = ""
    if let value = member("threshold")?.number, value != 1e-4 {
      more += ", threshold: \(value.notationText)"
    }
    if member("threshold_mode")?.text == "abs" { more += ", thresholdMode: absolute" }
    if member("mode")?.text == "max" { more += ", mode: max" }
    if let value = member("cooldown")?.number, value != 0 {
      more += ", cooldown: \(value.notationText)"
    }
    let floors = member("min_lrs")?.numbers ?? []
    if group < floors.count, floors[group] > 0, rate > 0 {
      more += ", minFactor: \(min(floors[group] / rate, 1).notationText)"
    }
    return "constant(\(rate.notationText)).controlled(by: plateau(factor: \(try text("factor")), "
      + "patience: \(try text("patience"))\(more)))"
  }

  /// A list, or a counter: the steps with how often each is given.
  private func milestones() throws -> [Double] {
    if let list = member("milestones")?.numbers { return list.sorted() }
    guard let counter = member("milestones"), !counter.keys.isEmpty else {
      throw fault("milestones", "a list, or steps with their counts")
    }
    return try counter.keys.flatMap { key in
      guard let step = Double(key), let count = counter[key]?.number, (1...100).contains(count)
      else { throw fault("milestones", "a list, or steps with their counts") }
      return [Double](repeating: step, count: Int(count))
    }.sorted()
  }

  /// A line up to the rate where the next one starts is a warmup.
  private func sequence(_ group: Int) throws -> String {
    guard let milestones = member("_milestones")?.numbers, milestones.count == parts.count - 1
    else { throw fault("_milestones", "a step between every two schedulers") }
    var notation = try parts[parts.count - 1].notation(group)
    for index in milestones.indices.reversed() {
      let start = index > 0 ? milestones[index - 1] : 0
      let length = (milestones[index] - start).notationText
      let part = parts[index]
      if part.name == "LinearLR", try part.number("end_factor") == 1,
        try part.number("total_iters").notationText == length, index + 1 < parts.count,
        try parts[index + 1].startsAtBase, let steps = Double(length)
      {
        let factor = try part.number("start_factor")
        let isOwn = (factor * (steps + 1) - 1).magnitude < 1e-12
        let from = (try part.base(group) * factor).notationText
        notation += isOwn ? ".warmup(\(length))" : ".warmup(\(length), from: \(from))"
      } else {
        notation = "\(try part.notation(group)).then(\(notation), at: \(length))"
      }
    }
    return notation
  }

  private var startsAtBase: Bool {
    get throws {
      switch name {
      case "LinearLR": try number("start_factor") == 1
      case "ConstantLR": try number("factor") == 1
      default: name != "CyclicLR" && name != "OneCycleLR" && name != "SequentialLR"
      }
    }
  }

  private func cycles(_ group: Int, low: String) throws -> String {
    let size = try number("total_size")
    let up = size * (try number("step_ratio"))
    var notation =
      "triangular(low: \(low), high: \(try numbers("max_lrs", group).notationText), "
      + "up: \(up.notationText)"
    if up * 2 != size { notation += ", down: \((size - up).notationText)" }
    switch member("mode")?.text {
    case "triangular2": notation += ", shrink: 0.5"
    case "exp_range": notation += ", gamma: \(try text("gamma"))"
    default: break
    }
    return notation + ")"
  }

  /// The state has the rate at the start; the peak is kept in the optimizer and follows from the
  /// last rate, if that was on the way up, or from the usual divisors, if they give the last rate.
  private func oneCycle(_ group: Int, low: Double) throws -> String {
    let ends = try (member("_schedule_phases")?.array ?? []).map { phase in
      guard let end = phase["end_step"]?.number else { throw fault("_schedule_phases", "phases") }
      return end
    }
    guard ends.count == 2 || ends.count == 3 else {
      throw fault("_schedule_phases", "2 or 3 phases")
    }
    let isLinear = member("_anneal_func_type")?.text == "linear"
    func notation(_ divisor: Double) -> String {
      "oneCycle(peak: \((low * divisor).notationText), over: \(ends[ends.count - 1].notationText), "
        + "warmup: \(ends[0].notationText)"
        + (divisor == 25 ? "" : ", divisor: \(divisor.notationText)")
        + (isLinear ? ", shape: linear" : "") + (ends.count == 3 ? ", phases: 3)" : ")")
    }
    let (last, step) = (try numbers("_last_lr", group), try number("last_epoch"))
    guard step > 0 else { return notation(25) }
    if step <= ends[0] {
      let fraction = step / ends[0]
      let way = isLinear ? fraction : (1 - Double.cos(.pi * fraction)) / 2
      let divisor = (last / low - 1) / way + 1
      return notation((divisor * 1e9).rounded() / 1e9)
    }
    let usual = try Schedule(notation(25)).resolved(steps: Int(ends[ends.count - 1]) + 1)
    guard (usual.value(at: Int(step)) - last).magnitude <= 1e-9 * low * 25 else {
      throw refusal(
        "a OneCycleLR past its peak must have the usual divisors 25 and 1e4, since its peak is kept "
          + "in the optimizer",
        received: "a rate of \(last.notationText) at step \(step.notationText)")
    }
    return notation(25)
  }
}
