public import ArgumentParser
internal import Notation
package import Search

/// The options of `anneal advise`.
public struct AdviseOptions: ParsableArguments {
  /// The task's name.
  @Argument(
    help: "A task, or a table, text or folder of your own; left out, --kind says what it is.",
    completion: Completions.tasks)
  public var task: String?

  /// The kind of the network.
  @Option(
    help: ArgumentHelp(
      "The kind of network: linear, mlp, cnn, rnn or transformer (default: that of the task's).",
      valueName: "name"),
    completion: .list(NetworkKind.allCases.map(\.rawValue)), transform: AdviseOptions.kind)
  package var kind: NetworkKind?

  /// The number of trained elements.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Without a task: how many numbers are trained, such as 10M.", valueName: "number"),
    transform: OptionValue.wholeNumber(1...AdviseOptions.mostParameters))
  public var parameters: Int?

  /// The batch size.
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The same as --batch-size.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  public var batch: Int?

  /// The number of training examples.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Without a task: how many training examples there are.", valueName: "number"),
    transform: OptionValue.wholeNumber(1...AdviseOptions.mostParameters))
  public var examples: Int?

  /// The noise scale of the gradients.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Without a task: the noise scale of the gradients, in examples.", valueName: "number"),
    transform: OptionValue.positiveNumber(upTo: 1e15))
  public var noiseScale: Double?

  /// What the user's own data is.
  @OptionGroup(title: "Your own data") public var data: DataOptions

  /// The options of the training.
  @OptionGroup public var training: TrainingOptions

  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// The options' defaults.
  public init() {}

  /// The most parameters, and the most examples, that are accepted.
  private static let mostParameters = 1_000_000_000_000_000

  /// Checks that no option is without effect.
  public func validate() throws {
    if batch != nil, training.common.batchSize != nil {
      throw ValidationError("--batch and --batch-size say the same; leave one out")
    }
    if training.budget != nil {
      throw ValidationError("--budget is that of a search; see 'anneal find'")
    }
    if task != nil, let option = measuredGiven.first {
      throw ValidationError("\(option) is known of a task; leave out the option or the task")
    }
    if task == nil, let option = engineGiven.first {
      throw ValidationError("\(option) needs a task or data to measure; name one, or leave it out")
    }
  }

  /// The batch size, by either name; nil if it is not given.
  package var batchSize: Int? { batch ?? training.common.batchSize }

  /// The given options that are measured of a task.
  private var measuredGiven: [String] {
    [
      ("--parameters", parameters != nil), ("--examples", examples != nil),
      ("--noise-scale", noiseScale != nil),
    ].filter(\.1).map(\.0)
  }

  /// The given options that only matter where something is measured.
  private var engineGiven: [String] {
    let known = training.planGiven + ["--batch-size", "--clip"]
    return data.given.map(\.option) + training.trainingGiven.filter { !known.contains($0) }
  }

  private static func kind(_ text: String) throws -> NetworkKind {
    guard let kind = NetworkKind(rawValue: text) else {
      let names = NetworkKind.allCases.map(\.rawValue)
      let hint = nearestName(to: text, among: names).map { "; did you mean '\($0)'?" } ?? ""
      throw Requirement("must be one of \(names.joined(separator: ", "))\(hint)")
    }
    return kind
  }
}
