internal import Notation
internal import TrainingLogs

extension ConfigurationReader {
  /// Hugging Face's `TrainingArguments`, also as axolotl and LLaMA-Factory write them.
  ///
  /// Source: transformers, `optimization.py` and `training_args.py`; axolotl,
  /// `core/trainer_builder.py`.
  func transformers() throws -> ScheduleSettings.Translation? {
    let word = text("lr_scheduler_type") ?? text("lr_scheduler")
    guard
      word != nil || (has("learning_rate") && has("num_train_epochs", "max_steps", "num_epochs"))
    else { return nil }
    var notes: [String] = []
    let isAxolotl = has("lr_scheduler") || has("micro_batch_size", "base_model")
    let name = word.map { $0.split(separator: ".").last.map { $0.lowercased() } ?? $0 }
    if name == nil {
      notes.append(
        "'lr_scheduler_type' was left to its default, \(isAxolotl ? "cosine" : "linear")")
    }
    let peak = try number("learning_rate", default: 5e-5, &notes)
    let length = try steps.map { Double($0) } ?? number("max_steps").flatMap { $0 > 0 ? $0 : nil }
    let warmup = try warmup(of: length, isAxolotl: isAxolotl, &notes)
    var options = document["lr_scheduler_kwargs"] ?? .object([])
    if let ratio = try number("cosine_min_lr_ratio") {
      options = .object([.init("min_lr_rate", .number(ratio))])
    }
    let body = try body(
      name ?? (isAxolotl ? "cosine" : "linear"), peak, warmup, options, length, &notes)
    let isZero = warmup == "0" || (name == "constant")
    // warmup_stable_decay warms up from the rate at which it ends
    let low =
      name == "warmup_stable_decay"
      ? (try number("min_lr_ratio", in: options) ?? 0) * peak : 0
    return ScheduleSettings.Translation(
      source: isAxolotl ? "axolotl's configuration" : "TrainingArguments",
      notations: [isZero ? body : "\(body).warmup(\(warmup), from: \(low.notationText))"],
      length: length.map { Int($0) }, notes: notes)
  }

  /// The length of the warmup: steps, or a share of a run whose length nobody says.
  private func warmup(
    of length: Double?, isAxolotl: Bool, _ notes: inout [String]
  ) throws -> String {
    var fraction = try number("warmup_ratio")
    if let steps = try number("warmup_steps"), steps > 0 {
      if steps >= 1 { return steps.notationText }
      fraction = steps
    }
    if fraction == nil, isAxolotl, document["warmup_steps"] == nil {
      guard let length else {
        throw ExchangeError(
          file: file,
          "the warmup is the smaller of 100 steps and 3% of the run, so --steps must say its length",
          received: "a file without 'max_steps' and 'warmup_steps'")
      }
      notes.append("'warmup_steps' was left to its default, 3% and at most 100")
      return min((0.03 * length).rounded(.down), 100).notationText
    }
    guard let fraction, fraction > 0 else {
      if document["warmup_steps"] == nil, document["warmup_ratio"] == nil {
        notes.append("'warmup_steps' was left to its default, 0")
      }
      return "0"
    }
    if let length {
      let steps = fraction * length
      return (isAxolotl ? steps.rounded(.down) : (steps - 1e-9).rounded(.up)).notationText
    }
    notes.append("the warmup is rounded to whole steps there; --steps gives it exactly")
    return "\(((fraction * 1e12).rounded() / 1e10).notationText)%"
  }

  private func body(
    _ name: String, _ peak: Double, _ warmup: String, _ options: LogDocument, _ length: Double?,
    _ notes: inout [String]
  ) throws -> String {
    let rate = peak.notationText
    func floor() throws -> Double {
      try number("min_lr", in: options) ?? number("min_lr_rate", in: options).map { $0 * peak } ?? 0
    }
    switch name {
    case "linear": return "linear(from: \(rate), to: 0)"
    case "cosine", "cosine_with_min_lr":
      let cycles = try number("num_cycles", in: options) ?? 0.5
      guard cycles == 0.5 else {
        throw ExchangeError(
          file: file, "'num_cycles' of a cosine must be 0.5", received: cycles.notationText)
      }
      return "cosine(from: \(rate), to: \(try floor().notationText))"
    case "cosine_with_restarts":
      let cycles = try number("num_cycles", in: options, default: 1, &notes)
      return "cosineRestarts(from: \(rate), to: 0, cycles: \(cycles.notationText))"
    case "polynomial":
      let end = try number("lr_end", in: options, default: 1e-7, &notes).notationText
      let power = try number("power", in: options, default: 1, &notes)
      return power == 1
        ? "linear(from: \(rate), to: \(end))"
        : "polynomial(from: \(rate), to: \(end), power: \(power.notationText))"
    case "constant", "constant_with_warmup": return "constant(\(rate))"
    case "inverse_sqrt":
      let usual = warmup == "0" ? "10000" : warmup
      let timescale = try number("timescale", in: options)?.notationText ?? usual
      if options["timescale"] == nil {
        notes.append("'timescale' was left to its default, \(usual)")
      }
      return "inverseSquareRoot(from: \(rate), timescale: \(timescale))"
    case "warmup_stable_decay":
      guard let decay = try number("num_decay_steps", in: options) else {
        throw missing("num_decay_steps", for: "'lr_scheduler_kwargs' of warmup_stable_decay")
      }
      let end = try number("min_lr_ratio", in: options).map { $0 * peak } ?? 0
      let shape = text("decay_type", in: options) ?? "cosine"
      let shapes = ["linear": "", "1-sqrt": ", shape: squareRoot"]
      return "constant(\(rate)).cooldown(\(decay.notationText)"
        + (end == 0 ? "" : ", to: \(end.notationText)") + (shapes[shape] ?? ", shape: cosine") + ")"
    case "rex": return "rex(from: \(rate), to: 0)"
    case "reduce_lr_on_plateau":
      return "constant(\(rate)).controlled(by: \(try plateau(options, peak, &notes)))"
    default:
      throw ExchangeError(
        file: file,
        "the scheduler must be linear, cosine, cosine_with_restarts, cosine_with_min_lr, polynomial, "
          + "constant, constant_with_warmup, inverse_sqrt, warmup_stable_decay, rex or "
          + "reduce_lr_on_plateau", received: "'\(name)'")
    }
  }

  /// PyTorch's `ReduceLROnPlateau`, whose bounds are on the rate.
  private func plateau(
    _ options: LogDocument, _ peak: Double, _ notes: inout [String]
  ) throws -> String {
    let factor = try number("factor", in: options, default: 0.1, &notes).notationText
    let patience = try number("patience", in: options, default: 10, &notes).notationText
    var rest: [String] = []
    func say(_ name: String, _ value: Double?, unless standard: Double) {
      if let value, value != standard { rest.append("\(name): \(value.notationText)") }
    }
    say("threshold", try number("threshold", in: options), unless: 1e-4)
    if text("threshold_mode", in: options) == "abs" { rest.append("thresholdMode: absolute") }
    if text("mode", in: options) == "max" { rest.append("mode: max") }
    say("cooldown", try number("cooldown", in: options), unless: 0)
    say("minFactor", try number("min_lr", in: options).map { $0 / peak }, unless: 0)
    say(
      "epsilon", try number("eps", in: options).map { ($0 / peak * 1e20).rounded() / 1e20 },
      unless: 1e-8)
    return (["plateau(factor: \(factor), patience: \(patience)"] + rest).joined(separator: ", ")
      + ")"
  }
}
