internal import Notation
internal import TrainingLogs

/// Reads the parameters of one scheduler, whose parts may be schedulers themselves.
struct SchedulerStateReader {
  let name: String
  let parts: [SchedulerStateReader]
  private let state: LogDocument
  private let file: String

  /// The keys that only one class has, the more telling ones first.
  private static let classes: [(name: String, keys: [String])] = [
    ("SequentialLR", ["_schedulers", "_milestones"]), ("OneCycleLR", ["_schedule_phases"]),
    ("CyclicLR", ["max_lrs", "step_ratio", "total_size"]),
    ("CosineAnnealingWarmRestarts", ["T_0", "T_mult", "eta_min"]),
    ("CosineAnnealingLR", ["T_max", "eta_min"]), ("MultiStepLR", ["milestones", "gamma"]),
    ("StepLR", ["step_size", "gamma"]),
    ("LinearLR", ["start_factor", "end_factor", "total_iters"]),
    ("PolynomialLR", ["power", "total_iters"]), ("ConstantLR", ["factor", "total_iters"]),
    ("LambdaLR", ["lr_lambdas"]), ("ReduceLROnPlateau", ["patience", "factor"]),
    ("ChainedScheduler", ["_schedulers"]), ("ExponentialLR", ["gamma", "base_lrs"]),
  ]

  init(_ state: LogDocument, file: String) throws {
    let keys = Set(state.keys)
    guard let found = Self.classes.first(where: { keys.isSuperset(of: $0.keys) }) else {
      throw ExchangeError(
        file: file, "the file must be the state_dict of a scheduler, or have a list 'log_history'",
        received: keys.isEmpty
          ? "no keys" : "the keys " + keys.sorted().prefix(12).joined(separator: ", "))
    }
    guard found.name != "LambdaLR" else {
      throw ExchangeError(
        file: file,
        "the scheduler must be one whose rates follow from its state; trainer_state.json or a log "
          + "beside it has the rates",
        received: "a LambdaLR, as transformers saves it, which holds no formula")
    }
    (name, self.state, self.file) = (found.name, state, file)
    parts = try (state["_schedulers"]?.array ?? []).map {
      try SchedulerStateReader($0, file: file)
    }
    if hasParts, parts.isEmpty { throw fault("_schedulers", "a list of states") }
    _ = hasParts || name == "ReduceLROnPlateau" ? [] : try bases
  }

  private var hasParts: Bool { name == "SequentialLR" || name == "ChainedScheduler" }

  /// How many groups of parameters there are.
  var groupCount: Int {
    if name == "ReduceLROnPlateau" { return member("_last_lr")?.numbers?.count ?? 1 }
    return parts.first?.groupCount ?? (try? bases.count) ?? 0
  }

  private var bases: [Double] {
    get throws {
      guard let bases = state["base_lrs"]?.numbers, !bases.isEmpty else {
        throw fault("base_lrs", "a list of numbers")
      }
      return bases
    }
  }

  /// The rate that a group starts from.
  func base(_ group: Int) throws -> Double {
    let bases = try bases
    guard group < bases.count else { throw fault("base_lrs", "one number for each group") }
    return bases[group]
  }

  func number(_ key: String) throws -> Double {
    guard let value = state[key]?.number else { throw fault(key, "a number") }
    return value
  }

  /// A number as the notation writes it.
  func text(_ key: String) throws -> String { try number(key).notationText }

  /// A number that may be given for each group.
  func numbers(_ key: String, _ group: Int) throws -> Double {
    if let value = state[key]?.number { return value }
    guard let values = state[key]?.numbers, group < values.count else {
      throw fault(key, "a number for each group")
    }
    return values[group]
  }

  func member(_ key: String) -> LogDocument? { state[key] }

  func refusal(_ requirement: String, received: String) -> ExchangeError {
    ExchangeError(file: file, requirement, received: received)
  }

  func fault(_ key: String, _ requirement: String) -> ExchangeError {
    ExchangeError(
      file: file, "'\(key)' of \(name) must be \(requirement)",
      received: state[key] == nil ? "nothing" : "something else")
  }
}
