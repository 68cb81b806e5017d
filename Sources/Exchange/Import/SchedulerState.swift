internal import LearningRate
internal import Notation

/// The `state_dict` of a scheduler of PyTorch, as JSON: its class is told by its keys.
struct SchedulerState {
  /// The scheduler's class.
  let name: String
  /// One schedule for each group of parameters.
  let schedules: [Schedule]

  init(_ state: JSONDocument, file: String) throws {
    let reader = try SchedulerStateReader(state, file: file)
    name = reader.name
    schedules = try (0..<reader.groupCount).map { group in
      let notation = try reader.notation(group)
      do { return try Schedule(notation) } catch {
        throw ExchangeError(
          file: file, "the state of \(reader.name) must make a schedule",
          received: "\(notation), which does not")
      }
    }
  }
}

/// Reads the parameters of one scheduler, whose parts may be schedulers themselves.
struct SchedulerStateReader {
  let name: String
  let parts: [SchedulerStateReader]
  private let state: JSONDocument
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
    ("LambdaLR", ["lr_lambdas"]), ("ReduceLROnPlateau", ["patience"]),
    ("ChainedScheduler", ["_schedulers"]), ("ExponentialLR", ["gamma", "base_lrs"]),
  ]

  init(_ state: JSONDocument, file: String) throws {
    let keys = Set(state.keys)
    guard let found = Self.classes.first(where: { keys.isSuperset(of: $0.keys) }) else {
      throw ExchangeError(
        file: file, "the file must be the state_dict of a scheduler, or have a list 'log_history'",
        received: keys.isEmpty
          ? "no keys" : "the keys " + keys.sorted().prefix(12).joined(separator: ", "))
    }
    guard !["LambdaLR", "ReduceLROnPlateau", "ChainedScheduler"].contains(found.name) else {
      throw ExchangeError(
        file: file, "the scheduler must be one whose rates follow from its state",
        received: found.name)
    }
    (name, self.state, self.file) = (found.name, state, file)
    parts = try (state["_schedulers"]?.array ?? []).map {
      try SchedulerStateReader($0, file: file)
    }
    if name == "SequentialLR", parts.isEmpty { throw fault("_schedulers", "a list of states") }
    _ = name == "SequentialLR" ? [] : try bases
  }

  /// How many groups of parameters there are.
  var groupCount: Int { parts.first?.groupCount ?? (try? bases.count) ?? 0 }

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

  func member(_ key: String) -> JSONDocument? { state[key] }

  func refusal(_ requirement: String, received: String) -> ExchangeError {
    ExchangeError(file: file, requirement, received: received)
  }

  func fault(_ key: String, _ requirement: String) -> ExchangeError {
    ExchangeError(
      file: file, "'\(key)' of \(name) must be \(requirement)",
      received: state[key] == nil ? "nothing" : "something else")
  }
}
