internal import Notation
internal import TrainingLogs

// Trainers of image models, which write all their arguments into 'args.yaml' and count in epochs.
extension ConfigurationReader {
  /// timm's `args.yaml`: a warmup that is a line over a schedule which has begun, both asked once
  /// per epoch.
  ///
  /// Source: timm, `scheduler/scheduler_factory.py`, `cosine_lr.py`, `step_lr.py`.
  func timm() throws -> ScheduleSettings.Translation? {
    guard has("sched"), has("warmup_lr", "warmup_epochs", "sched_on_updates", "lr_base", "min_lr")
    else { return nil }
    var notes: [String] = []
    guard let peak = try number("lr") else {
      throw ExchangeError(
        file: file, "'lr' must be in the file, since timm makes it from the size of the batches",
        received: "'lr_base' \(try number("lr_base")?.notationText ?? "nothing")")
    }
    let epochs = try length("epochs")
    let rate = peak.notationText
    let floor = try number("min_lr", default: 0, &notes).notationText
    let name = text("sched") ?? "cosine"
    var body: String
    switch name {
    case "cosine": body = "cosine(from: \(rate), to: \(floor), over: \(epochs.notationText)ep)"
    case "poly":
      let power = try number("decay_rate", default: 0.1, &notes).notationText
      body =
        "polynomial(from: \(rate), to: \(floor), over: \(epochs.notationText)ep, power: \(power))"
    case "step":
      let every = try number("decay_epochs", default: 90, &notes).notationText
      let gamma = try number("decay_rate", default: 0.1, &notes).notationText
      body = "step(from: \(rate), gamma: \(gamma), every: \(every)ep)"
    case "multistep":
      let milestones = document["decay_milestones"]?.numbers ?? []
      guard !milestones.isEmpty else { throw missing("decay_milestones", for: "timm's multistep") }
      let gamma = try number("decay_rate", default: 0.1, &notes).notationText
      let list = milestones.map { "\($0.notationText)ep" }.joined(separator: ", ")
      body = "multiStep(from: \(rate), gamma: \(gamma), at: [\(list)])"
    case "none", "constant": body = "constant(\(rate))"
    default:
      throw ExchangeError(
        file: file, "'sched' must be cosine, poly, step, multistep or none", received: "'\(name)'")
    }
    let warmup = try number("warmup_epochs", default: 5, &notes)
    let start = try number("warmup_lr", default: 1e-5, &notes).notationText
    if warmup > 0, name != "none" {
      let head = "\(warmup.notationText)ep"
      let line = "linear(from: \(start), to: \(rate), over: \(head))"
      if document["warmup_prefix"]?.flag == true {
        body = "\(line).then(\(body), at: \(head))"
      } else {
        body = "\(line).then(\(body).advanced(by: \(head)), at: \(head))"
      }
    }
    if document["sched_on_updates"]?.flag != true { body += ".held(every: 1ep)" }
    let cooldown = name == "cosine" ? try number("cooldown_epochs") ?? 0 : 0
    return ScheduleSettings.Translation(
      source: "timm's arguments", notations: [body], length: Int(epochs + cooldown), notes: notes)
  }

  /// ultralytics' `args.yaml`: a line or a cosine by the epoch, under a warmup that is a factor.
  ///
  /// Source: ultralytics, `engine/trainer.py`.
  func ultralytics() throws -> ScheduleSettings.Translation? {
    guard has("lr0"), has("lrf") else { return nil }
    var notes: [String] = []
    guard let peak = try number("lr0") else { throw missing("lr0", for: "ultralytics") }
    let fraction = try number("lrf", default: 0.01, &notes)
    let epochs = try length("epochs")
    if text("optimizer")?.lowercased() == "auto" {
      notes.append("with 'optimizer: auto' the trainer takes a rate of its own and not 'lr0'")
    }
    let word = document["cos_lr"]?.flag == true ? "cosine" : "linear"
    var notation =
      "\(word)(from: \(peak.notationText), to: \((peak * fraction).notationText), "
      + "over: \(epochs.notationText)ep).held(every: 1ep)"
    let warmup = try number("warmup_epochs", default: 3, &notes)
    if warmup > 0 {
      notes.append("the warmup has at least 100 steps there; biases begin it at 'warmup_bias_lr'")
      notation += ".multiplied(by: linear(from: 0, to: 1, over: \(warmup.notationText)ep))"
    }
    return ScheduleSettings.Translation(
      source: "ultralytics' arguments", notations: [notation], length: Int(epochs), notes: notes)
  }
}
