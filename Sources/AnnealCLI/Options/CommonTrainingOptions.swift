public import ArgumentParser
public import LearningRate
public import Optimizers
public import Records

/// The options that all commands that train share.
public struct CommonTrainingOptions: ParsableArguments {
  /// The schedule of the rate, or a whole plan; several in a comparison.
  @Option(
    name: .customLong("schedule"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The learning-rate schedule, or a plan (default: the task's).",
      discussion: """
        In fit without --rate, it is used as written. With --rate, and in find and compare, it is \
        multiplied so that its maximum is the peak rate. Only compare takes several.
        """,
      valueName: "notation"), transform: { try Plan($0) })
  public var schedules: [Plan] = []

  /// The only schedule, or nil.
  public var schedule: Plan? { schedules.last }

  /// The length of the training in epochs.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The length of the training in epochs (passes over the training data).", valueName: "number"),
    transform: OptionValue.positiveNumber(upTo: 1e9))
  public var epochs: Double?

  /// The length of the training in updates.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The length of the training in updates.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var steps: Int?

  /// The batch size.
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Examples per update.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var batchSize: Int?

  /// The number of examples per forward pass.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Examples per forward pass, if a batch needs too much memory. Gradients are summed up.",
      valueName: "number"), transform: OptionValue.wholeNumber())
  public var microBatch: Int?

  /// The number of CPU threads.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "CPU threads, or auto for all free ones (default: the task's, or all). Affects rounding.",
      valueName: "number"), transform: CommonTrainingOptions.threads)
  public var threads: Threads?

  /// A number of CPU threads.
  public enum Threads: Hashable, Sendable {
    /// The number of CPU cores that are free when the training starts.
    case automatic
    /// This number.
    case count(Int)
  }

  /// The device.
  @Option(
    help: ArgumentHelp(
      "The device: cpu, cuda, cuda:1, mps, or auto for the fastest available one.",
      valueName: "device"), transform: CommonTrainingOptions.device)
  public var device: String?

  /// The precision of forward passes.
  @Option(
    help: ArgumentHelp(
      "The type of forward passes: float32 or bfloat16. Weights are always float32.",
      valueName: "type"),
    completion: .list(Precision.allCases.map(\.rawValue)),
    transform: CommonTrainingOptions.precision)
  public var precision: Precision?

  /// The clipping of gradients.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Clip the gradients in one of four ways (default: none).",
      discussion: """
        1 limits the norm of all gradients, value(0.5) each element, adaptive(0.01) the norm of each \
        output unit to 0.01 times that of its weights, and zclip norms far above the recent ones.
        """, valueName: "notation"), transform: { try GradientClipping($0) })
  public var clip: GradientClipping?

  /// Creates the options with their defaults.
  public init() {}

  /// Checks that epochs and steps are not both given.
  public func validate() throws {
    if epochs != nil, steps != nil {
      throw ValidationError("--epochs and --steps both say how long to train; leave one out")
    }
  }

  private static func threads(_ text: String) throws -> Threads {
    if text == "auto" { return .automatic }
    do { return .count(try OptionValue.wholeNumber(1...1024)(text)) } catch {
      throw Requirement("must be a whole number from 1 to 1024, or auto")
    }
  }

  private static func device(_ text: String) throws -> String {
    let isNumbered = text.hasPrefix("cuda:") && (0...127).contains(Int(text.dropFirst(5)) ?? -1)
    guard ["cpu", "cuda", "mps", "auto"].contains(text) || isNumbered else {
      throw Requirement("must be cpu, cuda, cuda:0 to cuda:127, mps or auto")
    }
    return text
  }

  private static func precision(_ text: String) throws -> Precision {
    guard let precision = Precision(rawValue: text) else {
      throw Requirement("must be float32 or bfloat16")
    }
    return precision
  }

  /// The length of the training, in epochs or updates; nil if neither is given.
  public var length: Length? { epochs.map { .epochs($0) } ?? steps.map { .steps($0) } }
}
