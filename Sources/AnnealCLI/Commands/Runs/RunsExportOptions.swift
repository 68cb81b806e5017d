public import ArgumentParser

/// The options of `anneal runs export`.
public struct RunsExportOptions: ParsableArguments {
  /// What to write.
  public enum Target: String, CaseIterable, Sendable {
    /// A series or all of them, without the model.
    case csv, jsonl, tensorboard
    /// The model.
    case safetensors, torch, folder

    /// Whether the model is written, rather than the series.
    public var isModel: Bool { [.safetensors, .torch, .folder].contains(self) }
  }

  /// The run.
  @OptionGroup public var model: TrainedModelOptions
  /// The form.
  @Option(
    help: ArgumentHelp(
      "What to write: csv, jsonl or tensorboard; of a model of your own data safetensors, torch or "
        + "folder.",
      valueName: "target"),
    completion: .list(Target.allCases.map(\.rawValue)),
    transform: { text in
      guard let target = Target(rawValue: text) else {
        throw Requirement("must be csv, jsonl, tensorboard, safetensors, torch or folder")
      }
      return target
    })
  public var to: Target
  /// Where to write.
  @Option(
    help: ArgumentHelp(
      "Write into this file or folder; '-' is standard output. A model: into RUN.safetensors, "
        + "RUN-torch, RUN-folder.",
      valueName: "path"), completion: .file(), transform: OptionValue.path)
  public var output: String?
  /// The series.
  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Only this series; may be given several times.", valueName: "name"))
  public var series: [String] = []

  /// Creates the options with their defaults.
  public init() {}

  /// Checks that the options fit the target.
  public func validate() throws {
    if to.isModel, !series.isEmpty {
      throw ValidationError(
        "--series has no meaning for --to \(to.rawValue), which writes the model")
    }
    if to.isModel, output == "-" {
      throw ValidationError("--to \(to.rawValue) needs a path for --output, not standard output")
    }
    if !to.isModel, model.best {
      throw ValidationError("--best has no meaning for --to \(to.rawValue), which writes series")
    }
    if to == .tensorboard, output == nil || output == "-" {
      throw ValidationError("--to tensorboard needs a folder, given with --output")
    }
  }
}
