internal import LearningRate
internal import TrainingLogs

/// What a document says of a schedule: a scheduler's state, alone or in a checkpoint, or a trainer's
/// configuration.
struct ScheduleSettings {
  /// What was read.
  let source: String
  /// One schedule for each group of parameters.
  let groups: [ImportedSchedule]
  /// The length of the run, if the document says it.
  let length: Int?
  /// What was left to defaults.
  let notes: [String]

  /// What a configuration was translated into.
  struct Translation {
    let source: String
    let notations: [String]
    var length: Int?
    var notes: [String] = []
  }

  /// Names under which checkpoints keep a scheduler's state.
  private static let keys = [
    "lr_schedulers", "lr_scheduler", "scheduler", "scheduler_state_dict", "lr_scheduler_state_dict",
    "sched", "schedulers", "scheduler_state",
  ]

  init(_ document: LogDocument, file: String, steps: Int?) throws {
    let translation =
      try Self.configuration(document, file: file, steps: steps)
      ?? Self.state(document, file: file)
    groups = try translation.notations.map { notation in
      do { return try ImportedSchedule(notation: notation) } catch {
        throw ExchangeError(
          file: file, "the numbers of \(translation.source) must make a schedule",
          received: "\(notation), which does not")
      }
    }
    (source, length, notes) = (translation.source, translation.length, translation.notes)
  }

  private static func configuration(
    _ document: LogDocument, file: String, steps: Int?
  ) throws -> Translation? {
    let reader = ConfigurationReader(document, file: file, steps: steps)
    return try reader.deepSpeed() ?? reader.openMMLab() ?? reader.lightning() ?? reader.keras()
      ?? reader.timm() ?? reader.ultralytics() ?? reader.transformers()
  }

  private static func state(_ document: LogDocument, file: String) throws -> Translation {
    var state = document
    var notes: [String] = []
    for key in keys {
      guard let inner = document[key] else { continue }
      if let list = inner.array, let first = list.first {
        if list.count > 1 {
          notes.append("'\(key)' holds \(list.count) schedulers; this is the first")
        }
        state = first
      } else if case .object = inner {
        state = inner
      }
      break
    }
    if let groups = state["param_groups"]?.array {
      let rates = groups.compactMap { $0["lr"]?.number }
      throw ExchangeError(
        file: file,
        "the file must hold a scheduler's state; an optimizer's has only the rates of its last step, and "
          + "scheduler.pt or a log beside it has the rest",
        received: "\(groups.count) groups with the rates "
          + rates.prefix(6).map { "\($0)" }.joined(separator: ", "))
    }
    let reader = try SchedulerStateReader(state, file: file)
    if reader.name == "ReduceLROnPlateau" {
      notes.append("the rate is the last one; where it was cut before, the run began higher")
    }
    return Translation(
      source: reader.name, notations: try (0..<reader.groupCount).map { try reader.notation($0) },
      notes: notes)
  }
}
