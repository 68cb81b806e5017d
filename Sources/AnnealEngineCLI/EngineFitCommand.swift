internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Charts
internal import DataFiles
internal import Foundation
internal import LearningRate
internal import Records

/// The implementation of `anneal fit`.
public struct EngineFitCommand: AsyncParsableCommand {
  /// The help text, which `anneal` also shows.
  public static let configuration = FitCommand.configuration

  /// The options.
  @OptionGroup public var options: FitOptions

  /// Created by the argument parser.
  public init() {}

  /// Fits the model and reports the progress.
  public mutating func run() async throws {
    if options.dryRun { return try await dryRun() }
    let printer: any FitPrinter =
      options.output.json ? FitJSONPrinter() : FitTextPrinter(runs: options.runs)
    let source = DataSource(
      progress: { printer.downloading($0) }, preparing: { printer.preparing($0, $1, $2) })
    try options.tensorboard.map(EventFileMirror.prepare)
    let (store, made) = try await job(source)
    var fit = made
    fit.mirror = options.tensorboard.map { EventFileMirror(run: fit.runName, in: $0) }
    let outcome: FitOutcome
    var prepared: FitSetup?
    do {
      outcome = try await fit.run { event in
        if case .prepared(let setup) = event {
          prepared = setup
          if isNew { try setup.check() }
          // Before this point, there is no state to save.
          Interruption.listen()
        }
        try printer.show(event)
        return !Interruption.hasCome
      }
      Interruption.stopListening()
    } catch {
      Interruption.stopListening()
      printer.clear()
      throw try tidied(fit.task.usage(error), after: fit.runName, in: store)
    }
    try end(outcome, fit.runName, prepared, store, printer)
    // A run that 'anneal steer RUN stop' ends has the exit code of SIGTERM.
    let signal = Interruption.hasCome ? Interruption.signal : SIGTERM
    if case .stopped = outcome { throw ExitCode(128 + signal) }
  }

  /// Creates the new run, or opens the one to resume or repeat.
  private func job(_ source: DataSource) async throws -> (RunStore, Fit) {
    if let name = options.resumption.run { return try options.resumed(name, source) }
    if let name = options.resumption.repeated { return try options.repeated(name, source) }
    let task = try options.data.task(options.task ?? "")
    var configuration = try options.configuration(for: task)
    if let duration = options.duration {
      let setup = try await task.reading {
        try await FitSetup(configuration, task: task, source: source)
      }
      try setup.check()
      configuration.length = .steps(Double(try setup.steps(lasting: duration)))
    }
    let store = try options.runs.store(for: .create)
    return (store, try Fit(configuration, task: task, store: store, source: source))
  }

  private var isNew: Bool { options.resumption.run == nil && options.resumption.repeated == nil }

  /// Removes a run that failed before its first checkpoint, and explains a divergence.
  private func tidied(_ error: any Error, after run: String, in store: RunStore) throws -> any Error
  {
    if let moved = error as? RunsError, moved.kind == .moved {
      return movedStoreError(moved, run, store)
    }
    guard let divergence = error as? DivergenceError else {
      let checkpoint = try? store.checkpoints(of: run).latest()
      if options.resumption.run == nil, checkpoint == nil { try? store.delete(run) }
      // A changed plan comes from the command line, so its error is a usage error.
      let isAsked = options.resumption.replan != nil && error is TrainingError
      return isAsked ? CommandError.usage("\(error)") : error
    }
    _ = try? writeReport(RunReport(of: run, in: store), store.folder(of: run))
    let kept = try store.checkpoints(of: run).latest() ?? 0
    let cause =
      divergence.step == 0
      ? "before the first update" : "after an update with rate \(compact(divergence.learningRate))"
    return TrainingError(
      "the loss became \(divergence.loss.isNaN ? "NaN" : "infinite") at step \(divergence.step), "
        + "\(cause); the checkpoint after \(count(kept, "update")) is kept in "
        + "\(options.runs.folder)/\(run); "
        + (try lastAct(before: divergence.step, after: kept, run, store)
          ?? (options.resumption.run == nil
            ? "try a lower --rate" + (options.training.common.clip == nil ? ", or --clip 1" : "")
            : "resume with lower rates (--replan 'then' --schedule), or start a new run"))
    )
  }

  /// The message about the last act since the checkpoint, which may be the cause of the
  /// divergence; nil if there was none.
  private func lastAct(
    before step: Int, after kept: Int, _ run: String, _ store: RunStore
  ) throws -> String? {
    let act = try store.events(of: run).compactMap { try? RecordedAct($0) }
      .last { (kept...max(step, kept)).contains($0.step) }
    return act.map {
      "\($0.act) at step \($0.step) may be the cause; resume without it: anneal fit --resume \(run) "
        + "--at-step \(kept)\(options.runs.arguments)"
    }
  }

  /// The error for a store that was moved during a training, with the command that resumes it in
  /// its new folder.
  private func movedStoreError(_ error: RunsError, _ run: String, _ store: RunStore) -> any Error {
    guard let folder = store.currentFolder,
      let moved = try? RunStore(folder: folder, for: .read), (try? moved.run(run)) != nil,
      let last = try? moved.checkpoints(of: run).latest()
    else { return error }
    let shown = folder.path == store.folder.path ? options.runs.folder : folder.path
    return TrainingError(
      "\(error); resume after \(count(last, "update")) with: anneal fit --resume \(run) --runs "
        + shellQuoted(shown))
  }

  /// Reports the result, and writes `report.html` into the run's folder.
  private func end(
    _ outcome: FitOutcome, _ run: String, _ setup: FitSetup?, _ store: RunStore,
    _ printer: any FitPrinter
  ) throws {
    let folder = store.folder(of: run)
    let measuring = Result {
      if case .finished = outcome { try setup?.writeDetails(into: folder) }
    }
    let report = try RunReport(of: run, in: store)
    let writing = Result {
      try writeReport(report, folder)
      try measuring.get()
    }
    let isWritten = (try? writing.get()) != nil
    try printer.end(
      outcome, run: run, report: report,
      page: isWritten ? "\(options.runs.folder)/\(run)/report.html" : nil)
    try writing.get()
    do { try StandardOutput.finish() } catch {
      throw CommandError("\(error); run '\(run)' is recorded nevertheless")
    }
  }

  private func writeReport(_ report: RunReport, _ folder: URL) throws {
    for (name, text) in [("report.html", report.page.html()), ("report.svg", report.chart.svg())] {
      try OutputFile.replace(folder.appendingPathComponent(name).path, with: text)
    }
  }

  /// Prints the settings and the learning rates of a new run, without training.
  private func dryRun() async throws {
    if let name = options.resumption.run { return try dryRun(of: name) }
    let task = try options.data.task(options.task ?? "")
    let configuration = try options.configuration(for: task)
    let setup = try await task.reading { try await FitSetup(configuration, task: task) }
    try setup.check()
    let plan: ResolvedPlan? =
      switch setup.configuration.effectivePeak {
      case .found: nil
      case .given(let rate): try setup.plan(peak: rate)
      case .written: try setup.plan(peak: nil)
      }
    if options.output.json {
      try printJSON(DryRun(setup, plan))
    } else {
      FitTextPrinter(runs: options.runs).dryRun(setup, plan)
    }
  }

  /// Prints the learning rates of the remaining steps of the run `name`, without training.
  private func dryRun(of name: String) throws {
    let (record, resumed) = try options.resumption(of: name)
    if options.output.json {
      try printJSON(ResumedDryRun(record, resumed))
    } else {
      FitTextPrinter(runs: options.runs).dryRun(record, resumed)
    }
  }
}
