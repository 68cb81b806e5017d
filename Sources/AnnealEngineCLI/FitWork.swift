internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Charts
internal import Foundation

/// `anneal fit`, where it is done.
public struct FitWork: AsyncParsableCommand {
  /// The same as the one that `anneal` shows.
  public static let configuration = FitCommand.configuration

  /// What is asked.
  @OptionGroup public var options: FitOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Fits, and tells how it goes.
  public mutating func run() async throws {
    try options.checkNotations()
    if options.dryRun { return try await dryRun() }
    Interruption.listen()
    let task = try options.task.map { try TrainingOptions.task($0) }
    let configuration = try task.map { try options.configuration(for: $0) }
    let printer: any FitPrinter =
      options.output.json ? FitJSONPrinter() : FitTextPrinter(runsFolder: options.runs.folder)
    let source = DataSource(progress: { printer.downloading($0) })
    let folder = URL(fileURLWithPath: options.runs.folder)
    let store = try RunStore(folder: folder, create: options.resume == nil)
    let fit: Fit
    if let task, let configuration {
      fit = try Fit(configuration, task: task, store: store, source: source)
    } else {
      fit = try Fit(
        resuming: options.resume ?? "latest", at: options.atStep, store: store, source: source)
    }
    do {
      let outcome = try await fit.run { event in
        try printer.show(event)
        return !Interruption.hasCome
      }
      let report = try report(of: fit.run, in: store)
      try printer.end(outcome, run: fit.run, report: report.report, page: report.path)
    } catch let error as DivergenceError {
      printer.clear()
      _ = try? report(of: fit.run, in: store)
      let last = try store.checkpoints(of: fit.run).latest()
      throw TrainingError(
        "\(error.description); the checkpoint after \(last ?? 0) updates is kept in "
          + "\(options.runs.folder)/\(fit.run); try a lower --rate, or --clip 1")
    } catch {
      printer.clear()
      throw error
    }
  }

  /// Writes `report.html` into the run's folder.
  private func report(
    of run: String, in store: RunStore
  ) throws -> (report: RunReport, path: String) {
    let report = try RunReport(of: run, in: store)
    let folder = store.folder(of: run)
    try OutputFile.write(report.page.html(), to: folder.appendingPathComponent("report.html").path)
    try OutputFile.write(report.chart.svg(), to: folder.appendingPathComponent("report.svg").path)
    return (report, "\(options.runs.folder)/\(run)/report.html")
  }

  /// Shows what would be trained, and under which rates.
  private func dryRun() async throws {
    let task = try TrainingOptions.task(options.task ?? "")
    let configuration = try options.configuration(for: task)
    let setup = try await FitSetup(configuration, task: task)
    let plan: ResolvedPlan? =
      switch configuration.peak {
      case .found: nil
      case .given(let rate): try setup.plan(peak: rate)
      case .written: try setup.plan(peak: nil)
      }
    if options.output.json {
      try printJSON(DryRun(setup, plan))
    } else {
      FitTextPrinter(runsFolder: options.runs.folder).dryRun(setup, plan)
    }
  }
}
