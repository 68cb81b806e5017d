internal import Notation
internal import TrainingLogs

extension ConfigurationReader {
  /// OpenMMLab's `param_scheduler`: schedulers that each multiply the rate between `begin` and
  /// `end`.
  ///
  /// Source: mmengine, `optim/scheduler/param_scheduler.py`. Its line comes to its end a step
  /// before `end`.
  func openMMLab() throws -> ScheduleSettings.Translation? {
    guard let given = document["param_scheduler"] else { return nil }
    let parts = given.array ?? [given]
    let optimizer = document["optim_wrapper"]?["optimizer"] ?? document["optimizer"] ?? .object([])
    guard let base = try number("lr", in: optimizer) else {
      throw missing("optim_wrapper.optimizer.lr", for: "'param_scheduler'")
    }
    guard !parts.isEmpty else { return nil }
    var notes: [String] = []
    var notation = ""
    for part in parts {
      let isFirst = notation.isEmpty
      let text = try factor(part, base: isFirst ? base : 1, peak: base, &notes)
      notation = isFirst ? text : "\(notation).multiplied(by: \(text))"
    }
    return ScheduleSettings.Translation(
      source: "OpenMMLab's param_scheduler", notations: [notation],
      length: try number("max_iters", in: document["train_cfg"] ?? .null).map { Int($0) },
      notes: notes)
  }

  /// One scheduler as a factor of a rate.
  private func factor(
    _ part: LogDocument, base: Double, peak: Double, _ notes: inout [String]
  ) throws -> String {
    guard let type = text("type", in: part)?.split(separator: ".").last else {
      throw missing("type", for: "a scheduler of 'param_scheduler'")
    }
    if part["by_epoch"] == nil { notes.append("'by_epoch' was left to its default, true") }
    let unit =
      part["by_epoch"]?.flag == false || part["convert_to_iter_based"]?.flag == true ? "" : "ep"
    func length(_ value: Double) -> String { value.notationText + unit }
    let begin = try number("begin", in: part) ?? 0
    let end = try number("end", in: part)
    let rate = base.notationText
    func floor() throws -> String {
      let low =
        try number("eta_min", in: part) ?? number("eta_min_ratio", in: part).map { $0 * peak } ?? 0
      return (low / peak * base).notationText
    }
    func span() throws -> Double {
      guard let end else { throw missing("end", for: String(type)) }
      return end - begin
    }
    func delayed(_ notation: String) -> String {
      begin == 0 ? notation : "\(notation).delayed(\(length(begin)))"
    }
    switch type {
    case "LinearLR", "ConstantLR":
      let start = try number(
        type == "LinearLR" ? "start_factor" : "factor", in: part, default: 1.0 / 3, &notes)
      let last = type == "LinearLR" ? try number("end_factor", in: part) ?? 1 : start
      if type == "ConstantLR" {
        return "piecewise([0: \((base * start).notationText), \(length(try span())): \(rate)])"
      }
      return delayed(
        "linear(from: \((base * start).notationText), to: \((base * last).notationText), "
          + "over: \(length(max(try span() - 1, 1))))")
    case "CosineAnnealingLR":
      let over = try number("T_max", in: part) ?? span()
      return delayed("cosine(from: \(rate), to: \(try floor()), over: \(length(over)))")
    case "PolyLR":
      let power = try number("power", in: part, default: 1, &notes).notationText
      return delayed(
        "polynomial(from: \(rate), to: \(try floor()), over: \(length(max(try span() - 1, 1))), power: \(power))"
      )
    case "MultiStepLR":
      let gamma = try number("gamma", in: part, default: 0.1, &notes).notationText
      let milestones = (part["milestones"]?.numbers ?? []).map { length($0 + begin) }
      guard !milestones.isEmpty else { throw missing("milestones", for: "MultiStepLR") }
      return
        "multiStep(from: \(rate), gamma: \(gamma), at: [\(milestones.joined(separator: ", "))])"
    case "StepLR":
      let gamma = try number("gamma", in: part, default: 0.1, &notes).notationText
      guard let every = try number("step_size", in: part) else {
        throw missing("step_size", for: "StepLR")
      }
      return delayed("step(from: \(rate), gamma: \(gamma), every: \(length(every)))")
    case "ExponentialLR":
      guard let gamma = try number("gamma", in: part) else {
        throw missing("gamma", for: "ExponentialLR")
      }
      return delayed(
        "exponential(from: \(rate), gamma: \(gamma.notationText), every: \(length(1)))")
    default:
      throw ExchangeError(
        file: file,
        "a scheduler must be LinearLR, ConstantLR, CosineAnnealingLR, PolyLR, MultiStepLR, StepLR or "
          + "ExponentialLR", received: String(type))
    }
  }
}
