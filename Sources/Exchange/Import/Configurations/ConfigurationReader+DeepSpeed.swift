internal import Notation
internal import TrainingLogs

extension ConfigurationReader {
  /// The `scheduler` block of DeepSpeed: `WarmupLR`, `WarmupDecayLR`, `WarmupCosineLR`, `OneCycle`.
  ///
  /// Source: DeepSpeed, `runtime/lr_schedules.py`. Its warmup is logarithmic unless it is said to be linear,
  /// and its cosine is a step ahead.
  func deepSpeed() throws -> ScheduleSettings.Translation? {
    guard let block = document["scheduler"], let type = text("type", in: block),
      type.hasPrefix("Warmup") || type == "OneCycle"
    else { return nil }
    let values = block["params"] ?? .object([])
    var notes: [String] = []
    let auto = values.members.filter { $0.value.text == "auto" }.map(\.key)
    guard auto.isEmpty else {
      throw ExchangeError(
        file: file,
        "the numbers of '\(type)' must be in the file, and not in the trainer that fills it in",
        received: auto.map { "'\($0)': auto" }.joined(separator: ", "))
    }
    if type == "OneCycle" { return try oneCycle(of: values) }
    let warmup = max(try number("warmup_num_steps", in: values, default: 1000, &notes), 2)
    if values["warmup_type"] == nil { notes.append("'warmup_type' was left to its default, log") }
    let shape = text("warmup_type", in: values) == "linear" ? "" : ", shape: logarithmic"
    let steps = warmup.notationText
    func answer(_ notation: String, length: Double? = nil) -> ScheduleSettings.Translation {
      ScheduleSettings.Translation(
        source: "DeepSpeed's \(type)", notations: [notation], length: length.map { Int($0) },
        notes: notes)
    }
    if type == "WarmupCosineLR" {
      let options = document["optimizer"]?["params"]
      guard let peak = try options.flatMap({ try number("lr", in: $0) }) else {
        throw missing("optimizer.params.lr", for: type)
      }
      let start = try number("warmup_min_ratio", in: values, default: 0, &notes) * peak
      let floor = try number("cos_min_ratio", in: values, default: 1e-4, &notes) * peak
      let total = try length("total_num_steps", in: values)
      let over = (total - warmup).notationText
      return answer(
        "constant(\(peak.notationText)).warmup(\(steps), from: \(start.notationText)\(shape))"
          + ".then(cosine(from: \(peak.notationText), to: \(floor.notationText), over: \(over))"
          + ".advanced(by: 1), at: \(steps))", length: total)
    }
    let low = try number("warmup_min_lr", in: values, default: 0, &notes).notationText
    let high = try number("warmup_max_lr", in: values, default: 1e-3, &notes).notationText
    let head = ".warmup(\(steps), from: \(low)\(shape))"
    guard type == "WarmupDecayLR" else { return answer("constant(\(high))\(head)") }
    let total = try length("total_num_steps", in: values)
    return answer(
      "linear(from: \(high), to: \(low), over: \(max(total - warmup, 1).notationText))\(head)",
      length: total)
  }

  /// A rise, a fall, and then a hyperbola.
  private func oneCycle(of values: LogDocument) throws -> ScheduleSettings.Translation {
    var notes: [String] = []
    guard let low = try number("cycle_min_lr", in: values) else {
      throw missing("cycle_min_lr", for: "OneCycle")
    }
    guard let high = try number("cycle_max_lr", in: values) else {
      throw missing("cycle_max_lr", for: "OneCycle")
    }
    let stairs = try number("cycle_first_stair_count", in: values) ?? 0
    guard stairs == 0, try number("cycle_second_stair_count", in: values) ?? 0 == 0 else {
      throw ExchangeError(
        file: file, "the stair counts of OneCycle must be 0", received: stairs.notationText)
    }
    let up = try number("cycle_first_step_size", in: values, default: 2000, &notes)
    let down = try number("cycle_second_step_size", in: values) ?? up
    let decay = try number("decay_lr_rate", in: values) ?? 0
    let every = try number("decay_step_size", in: values) ?? 0
    let behind =
      decay == 0 || every == 0
      ? "constant(\(low.notationText))"
      : "inverseTime(from: \(low.notationText), decay: \(decay.notationText), "
        + "every: \(every.notationText))"
    // a run that ends within the cycle has nothing behind it
    let isWhole = steps.map { Double($0) > up + down } ?? true
    if values["cycle_momentum"]?.flag != false {
      notes.append("the momentum of 'cycle_momentum' is left out")
    }
    return ScheduleSettings.Translation(
      source: "DeepSpeed's OneCycle",
      notations: [
        "triangular(low: \(low.notationText), high: \(high.notationText), up: \(up.notationText), "
          + "down: \(down.notationText))"
          + (isWhole ? ".then(\(behind), at: \((up + down).notationText))" : "")
      ], length: steps, notes: notes)
  }
}
