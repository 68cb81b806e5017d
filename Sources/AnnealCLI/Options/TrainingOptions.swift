public import ArgumentParser
public import Optimizers
public import Search

/// The options of a command that trains one run.
public struct TrainingOptions: ParsableArguments {
  /// The optimizer.
  @Option(
    help: ArgumentHelp(
      "The optimizer, such as 'sgd(momentum: 0.9)' (default: the task's).",
      valueName: "notation"), transform: { try Optimizer($0) })
  public var optimizer: Optimizer?

  /// The seed.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seed for initial weights, data order and held-out data (default: 0).",
      valueName: "number"
    ),
    transform: OptionValue.seed)
  public var seed: UInt64?

  /// The budget of a search for the rate.
  @Option(
    help: ArgumentHelp(
      "Steps of a search for the rate, as a share of the run: 0, 10%, 16%, 40%, 100% or 300%.",
      discussion:
        "0 takes the optimizer's typical rate. The default is 16%, and 100% for a program.",
      valueName: "share"),
    completion: .list(SearchBudget.allCases.map(\.rawValue)), transform: TrainingOptions.budget)
  public var budget: SearchBudget?

  /// The other options.
  @OptionGroup public var common: CommonTrainingOptions

  /// Creates the options with their defaults.
  public init() {}

  private static func budget(_ text: String) throws -> SearchBudget {
    let percent = text.hasSuffix("%") || text == "0" ? text : text + "%"
    guard let budget = SearchBudget(rawValue: percent == "0%" ? "0" : percent) else {
      throw Requirement("must be 0, 10%, 16%, 40%, 100% or 300%")
    }
    return budget
  }

  /// The names of the given options that a resumed run cannot change.
  public var settingsGiven: [String] {
    let all: [(String, Any?)] = [
      ("--optimizer", optimizer), ("--batch-size", common.batchSize), ("--seed", seed),
      ("--clip", common.clip), ("--precision", common.precision), ("--budget", budget),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }

  /// The names of the given options that a resumed run can change.
  var changesGiven: [String] {
    let all: [(String, Any?)] = [
      ("--micro-batch", common.microBatch), ("--threads", common.threads),
      ("--device", common.device),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }

  /// The names of all given options but the optimizer and the budget of a search.
  var trainingGiven: [String] {
    planGiven + changesGiven + settingsGiven.filter { $0 != "--optimizer" && $0 != "--budget" }
  }

  /// Checks that there is one schedule at most.
  public func validate() throws {
    if common.schedules.count > 1 {
      throw ValidationError(
        "--schedule is given \(common.schedules.count) times; only 'anneal compare' takes several")
    }
  }

  /// The names of the given options for the schedule and the length.
  var planGiven: [String] {
    let all: [(String, Any?)] = [
      ("--schedule", common.schedule), ("--epochs", common.epochs), ("--steps", common.steps),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }
}
