internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Charts
internal import LearningRate
internal import Models
internal import Optimizers
internal import Training

/// The implementation of `anneal scale check`.
public struct EngineScaleCheckCommand: AsyncParsableCommand {
  /// The configuration that `anneal` shows.
  public static let configuration = ScaleCheckCommand.configuration

  /// The options.
  @OptionGroup public var options: ScaleCheckOptions

  /// Created by the argument parser.
  public init() {}

  /// Trains all widths in both parametrizations, and prints and draws the changes.
  public mutating func run() async throws {
    let base = try model()
    let usual = try await check { base.widened(by: $0).notation }
    let scaled = try await check {
      $0 == 1 ? base.notation : "\(base.widened(by: $0).notation).muP(base: \(base.notation))"
    }
    let answer = ScaleCheckAnswer(usual: usual, scaled: scaled, base: base.notation)
    if options.picture.isOnStandardOutput {
      return try options.picture.draw(answer.chart, beside: options.output)
    }
    if options.output.json {
      try printJSON(answer)
    } else {
      answer.show()
    }
    try options.picture.draw(answer.chart, beside: options.output)
  }

  private func model() throws -> any ModelForm {
    let text = options.data.model ?? ""
    let form: any ModelForm
    do { form = try ModelCatalogue.standard.form(parsing: text) } catch {
      throw CommandError.usage("--model '\(text)': \(error)")
    }
    guard !(form is any ScaledModel) else {
      throw CommandError.usage(
        "--model is the network at its first width, without .muP; received \(form.notation)")
    }
    return form
  }

  private func check(_ notation: (Int) -> String) async throws -> CoordinateCheck {
    let options = options
    func setup(_ factor: Int) async throws -> FitSetup {
      var data = options.data
      data.model = notation(factor)
      let task = try data.task(options.task)
      var configuration = try options.training.configuration(for: task)
      let rate = options.rate ?? configuration.optimizer.rule.typicalRate
      configuration.plan = configuration.plan ?? Plan(.constant(rate))
      configuration.length = .steps(max(options.checkSteps, 1))
      return try await task.reading { [configuration] in
        try await FitSetup(configuration, task: task)
      }
    }
    return try await CoordinateCheck(
      factors: options.widths.sorted(), steps: options.checkSteps, rate: options.rate, setup)
  }
}
