public import ArgumentParser
public import Optimizers

/// What decides a training, shared by the commands that make one.
public struct TrainingOptions: ParsableArguments {
  /// The optimizer.
  @Option(
    help: ArgumentHelp(
      "The optimizer, such as 'sgd(momentum: 0.9)'; the task's own when left out.",
      valueName: "notation"), transform: { try Optimizer($0) })
  public var optimizer: Optimizer?

  /// Decides weights, order, draws and what is held out.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Decides weights, order, draws, and what is held out (default: 0).", valueName: "number"),
    transform: OptionValue.seed)
  public var seed: UInt64?

  /// What decides it besides.
  @OptionGroup public var common: CommonTrainingOptions

  /// The options' defaults.
  public init() {}

  /// The names of the options that were given, but for those of the plan and the length, and for what a
  /// run that goes on may change.
  public var settingsGiven: [String] {
    let all: [(String, Any?)] = [
      ("--optimizer", optimizer), ("--batch-size", common.batchSize), ("--seed", seed),
      ("--clip", common.clip), ("--precision", common.precision),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }

  /// The names of the options that were given of those that a run that goes on may change.
  var changesGiven: [String] {
    let all: [(String, Any?)] = [
      ("--micro-batch", common.microBatch), ("--threads", common.threads),
      ("--device", common.device),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }

  /// The names of the options that were given of plan and length.
  var planGiven: [String] {
    let all: [(String, Any?)] = [
      ("--schedule", common.schedule), ("--epochs", common.epochs), ("--steps", common.steps),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }
}
