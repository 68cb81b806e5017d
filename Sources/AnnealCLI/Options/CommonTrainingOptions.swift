public import ArgumentParser
public import LearningRate
public import Optimizers
public import Records

/// The options of a training without optimizer and seed, shared by all commands that train.
public struct CommonTrainingOptions: ParsableArguments {
  /// The schedule of the rate, or a whole plan.
  @Option(
    help: ArgumentHelp(
      "The schedule, or a whole plan; the task's own when left out.",
      discussion:
        "Used as written, without a search; with --rate, and in compare, its peak is replaced.",
      valueName: "notation"), transform: { try Plan($0) })
  public var schedule: Plan?

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

  /// Examples at once.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Examples per forward pass, if a batch does not fit in memory; gradients are added up.",
      valueName: "number"), transform: OptionValue.wholeNumber())
  public var microBatch: Int?

  /// Processor threads.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Processor threads, or auto for all that are free; it changes the last bits of results.",
      valueName: "number"), transform: CommonTrainingOptions.threads)
  public var threads: Threads?

  /// A number of processor threads.
  public enum Threads: Hashable, Sendable {
    /// The number of processors that are free when the training begins.
    case automatic
    /// This number.
    case count(Int)
  }

  /// Where to train.
  @Option(
    help: ArgumentHelp(
      "Where to train: cpu, cuda, cuda:1, mps, or auto for the fastest that is there.",
      valueName: "device"), transform: CommonTrainingOptions.device)
  public var device: String?

  /// The precision of forward passes.
  @Option(
    help: ArgumentHelp(
      "Forward passes in float32, or in bfloat16 over float32 weights.", valueName: "type"),
    completion: .list(Precision.allCases.map(\.rawValue)),
    transform: CommonTrainingOptions.precision)
  public var precision: Precision?

  /// The clipping of gradients.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Clip the gradients: to a global norm such as 1, value(0.5), adaptive(0.01) or zclip.",
      valueName: "notation"), transform: { try GradientClipping($0) })
  public var clip: GradientClipping?

  /// The options' defaults.
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

  /// The length of the training, if it was given.
  public var length: Length? { epochs.map { .epochs($0) } ?? steps.map { .steps($0) } }
}
