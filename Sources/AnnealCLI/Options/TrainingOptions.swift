public import ArgumentParser
public import LearningRate
public import Optimizers

/// What decides a training, shared by the commands that train.
public struct TrainingOptions: ParsableArguments {
  /// The schedule of the rate, or a whole plan.
  @Option(
    help: ArgumentHelp(
      "The schedule, or a whole plan; the task's own when left out.",
      discussion: "Used as written, without a search, unless --rate is given too.",
      valueName: "notation"), transform: { try Plan($0) })
  public var schedule: Plan?

  /// The optimizer.
  @Option(
    help: ArgumentHelp(
      "The optimizer, such as 'sgd(momentum: 0.9)'; the task's own when left out.",
      valueName: "notation"), transform: { try Optimizer($0) })
  public var optimizer: Optimizer?

  /// Passes over the training data.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How long to train, in passes over the data.", valueName: "number"),
    transform: OptionValue.positiveNumber(upTo: 1e9))
  public var epochs: Double?

  /// Updates.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How long to train, in updates.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var steps: Int?

  /// Examples per update.
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Examples per update.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var batchSize: Int?

  /// Decides weights, order, draws and what is held out.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Decides weights, order, draws, and what is held out (default: 0).", valueName: "number"),
    transform: OptionValue.seed)
  public var seed: UInt64?

  /// Processor threads.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Processor threads; results repeat bit for bit only under the same number.",
      valueName: "number"), transform: OptionValue.wholeNumber(1...1024))
  public var threads: Int?

  /// The limit on the gradients' norm.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Scale gradients down to this global norm.", valueName: "norm"),
    transform: OptionValue.positiveNumber())
  public var clip: Double?

  /// The options' defaults.
  public init() {}

  /// The names of the options that were given, but for the plan's and the length's.
  public var settingsGiven: [String] {
    let all: [(String, Any?)] = [
      ("--optimizer", optimizer), ("--batch-size", batchSize), ("--seed", seed),
      ("--threads", threads), ("--clip", clip),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }

  /// Checks that epochs and steps do not both say how long.
  public func validate() throws {
    if epochs != nil, steps != nil {
      throw ValidationError("--epochs and --steps both say how long to train; leave one out")
    }
  }

  /// How long to train, if it was said.
  public var length: Span? { epochs.map { .epochs($0) } ?? steps.map { .steps($0) } }
}
