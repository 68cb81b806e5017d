public import ArgumentParser
public import LearningRate
public import Optimizers

/// What decides a training, shared by the commands that train.
public struct TrainingOptions: ParsableArguments {
  /// The schedule's notation.
  @Option(
    help: ArgumentHelp(
      "The schedule; the task's own when left out.",
      discussion: "Used as written, without a search, unless --rate is given too.",
      valueName: "notation"))
  public var schedule: String?

  /// The optimizer's notation.
  @Option(
    help: ArgumentHelp(
      "The optimizer, such as 'sgd(momentum: 0.9)'; the task's own when left out.",
      valueName: "notation"))
  public var optimizer: String?

  /// Passes over the training data.
  @Option(help: ArgumentHelp("How long to train, in passes over the data.", valueName: "number"))
  public var epochs: Double?

  /// Updates.
  @Option(help: ArgumentHelp("How long to train, in updates.", valueName: "number"))
  public var steps: Int?

  /// Examples per update.
  @Option(help: ArgumentHelp("Examples per update.", valueName: "number"))
  public var batchSize: Int?

  /// Decides weights, order, draws and what is held out.
  @Option(help: "Decides weights, order, draws, and what is held out (default: 0).")
  public var seed: UInt64?

  /// Processor threads.
  @Option(
    help: ArgumentHelp(
      "Processor threads; results repeat bit for bit only under the same number.",
      valueName: "number"))
  public var threads: Int?

  /// The limit on the gradients' norm.
  @Option(
    help: ArgumentHelp("Scale gradients down to this global norm.", valueName: "norm"))
  public var clip: Double?

  /// The options' defaults.
  public init() {}

  /// The names of the options that were given.
  public var given: [String] {
    let all: [(String, Any?)] = [
      ("--schedule", schedule), ("--optimizer", optimizer), ("--epochs", epochs),
      ("--steps", steps), ("--batch-size", batchSize), ("--seed", seed), ("--threads", threads),
      ("--clip", clip),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }

  /// Checks ranges, and that epochs and steps do not both say how long.
  public func validate() throws {
    if epochs != nil, steps != nil {
      throw ValidationError("--epochs and --steps both say how long to train; leave one out")
    }
    try Self.check("--epochs", epochs)
    try Self.check("--steps", steps.map(Double.init))
    try Self.check("--batch-size", batchSize.map(Double.init))
    try Self.check("--threads", threads.map(Double.init))
    try Self.check("--clip", clip)
  }

  static func check(_ name: String, _ value: Double?) throws {
    guard let value, !(value > 0 && value.isFinite) else { return }
    let text = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    throw ValidationError("\(name) must be positive and finite; received \(text)")
  }

  /// The schedule that was asked for.
  ///
  /// - Throws: `NotationError`.
  public func parsedSchedule() throws -> Schedule? { try schedule.map { try Schedule($0) } }

  /// The optimizer that was asked for.
  ///
  /// - Throws: `NotationError`.
  public func parsedOptimizer() throws -> Optimizer? { try optimizer.map { try Optimizer($0) } }

  /// How long to train, if it was said.
  public var length: Span? { epochs.map { .epochs($0) } ?? steps.map { .steps($0) } }
}
