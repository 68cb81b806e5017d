public import ArgumentParser

/// The options of a search for the rate of a user's own program.
public struct ProgramOptions: ParsableArguments {
  /// The rate with which the search begins.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Begin at this rate (default: the typical one of --optimizer, which is adamw).",
      valueName: "rate"), transform: OptionValue.positiveNumber(upTo: 1e6))
  public var near: Double?

  /// How many trials run at once.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many trials run at once (default: one for each core).", valueName: "number"),
    transform: OptionValue.wholeNumber(1...1024))
  public var parallel: Int?

  /// The lines with losses.
  @Option(
    help: ArgumentHelp(
      "Read losses by this regular expression: one group, or (?<step>…) and (?<loss>…).",
      valueName: "regex"))
  public var pattern: String?

  /// The file with losses.
  @Option(
    help: ArgumentHelp(
      "Read losses from this log or folder of logs; {folder} and {trial} may be in it.",
      valueName: "path"), completion: .file(), transform: OptionValue.path)
  public var log: String?

  /// The name of the losses.
  @Option(
    help: ArgumentHelp(
      "Compare by the numbers of this name (default: a validation loss, or the loss).",
      valueName: "name"))
  public var loss: String?

  /// When a program hangs.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Give up on a program that neither prints nor computes for so long (default: 60).",
      valueName: "seconds"), transform: OptionValue.positiveNumber(upTo: 1e6))
  public var silence: Double?

  /// The study to go on with.
  @Option(
    defaultAsFlag: "latest",
    help: ArgumentHelp(
      "Go on with a search of a program that was interrupted (default: the newest).",
      valueName: "study"))
  public var resume: String?

  /// The folder of the studies.
  @OptionGroup public var runs: RunsOptions

  /// The options' defaults.
  public init() {}

  /// The names of the given options.
  var given: [String] {
    let all: [(String, Any?)] = [
      ("--near", near), ("--parallel", parallel), ("--pattern", pattern),
      ("--log", log), ("--loss", loss), ("--silence", silence), ("--resume", resume),
      ("--runs", runs.folder == "runs" ? nil : runs.folder),
    ]
    return all.filter { $0.1 != nil }.map(\.0)
  }
}
