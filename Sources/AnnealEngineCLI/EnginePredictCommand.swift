internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import DataFiles

/// The implementation of `anneal predict`.
public struct EnginePredictCommand: ParsableCommand {
  /// The help text, which `anneal` also shows.
  public static let configuration = PredictCommand.configuration

  /// The options.
  @OptionGroup public var options: PredictOptions

  /// Created by the argument parser.
  public init() {}

  /// Writes the predictions.
  public mutating func run() throws {
    if let output = options.output, !OutputFile.isStandardOutput(output) {
      try OutputFile.check(output)
      guard !OutputFile.isSame(output, as: options.input) else {
        throw CommandError.usage("--output must not be the input; received '\(output)' for both")
      }
    }
    let model = try TrainedModel(runFolder: options.model.folder(), best: options.model.best)
    try options.translation.check(model)
    do {
      let predictions = try model.predictions(
        for: options.input, interval: options.interval, search: options.translation.search,
        progress: TranslationOptions.show(_:of:))
      guard let output = options.output, !OutputFile.isStandardOutput(output) else {
        for line in predictions.allLines { say(line) }
        return
      }
      try predictions.write(to: output)
      say("wrote \(output)")
    } catch let error as DataFileError where error.isUsage {
      throw CommandError.usage("\(error)")
    }
  }
}
