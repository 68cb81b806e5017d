internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import DataFiles
internal import Foundation
internal import Training

/// The implementation of `anneal evaluate`.
public struct EngineEvaluateCommand: ParsableCommand {
  /// The help text, which `anneal` also shows.
  public static let configuration = EvaluateCommand.configuration

  /// The options.
  @OptionGroup public var options: EvaluateOptions

  /// Created by the argument parser.
  public init() {}

  /// Prints the measures.
  public mutating func run() throws {
    let model = try TrainedModel(runFolder: options.model.folder(), best: options.model.best)
    try options.translation.check(model)
    do {
      let (evaluation, examples) = try model.evaluation(
        on: options.input, search: options.translation.search,
        progress: options.output.json ? { _, _ in } : TranslationOptions.show(_:of:))
      let validation = evaluation.measures.merging(["loss": evaluation.loss]) { $1 }
      let answer = Answer(
        run: model.folder.lastPathComponent, step: model.step,
        input: options.input ?? "held-out examples", examples: examples, validation: validation)
      if options.output.json { return try printJSON(answer) }
      let terminal = Terminal.standard
      terminal.printFact("run", "\(answer.run), after \(count(model.step, "update"))")
      terminal.printFact("examples", "\(examples), \(answer.input)")
      terminal.printFact("result", RunReport.text(validation))
    } catch let error as DataFileError where error.isUsage {
      throw CommandError.usage("\(error)")
    }
  }

  private struct Answer: Encodable {
    let run: String
    let step: Int
    let input: String
    let examples: Int
    let validation: [String: Double]
  }
}
