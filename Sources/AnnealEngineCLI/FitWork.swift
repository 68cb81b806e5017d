internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Charts
internal import Foundation
internal import Records

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
    if options.dryRun { return try await dryRun() }
    let printer: any FitPrinter =
      options.output.json ? FitJSONPrinter() : FitTextPrinter(runs: options.runs)
    let source = DataSource(progress: { printer.downloading($0) })
    let (store, fit) = try job(source)
    let outcome: FitOutcome
    do {
      outcome = try await fit.run { event in
        if case .prepared(let setup) = event {
          if isNew { try setup.check() }
          // From here on there is something worth saving.
          Interruption.listen()
        }
        try printer.show(event)
        return !Interruption.hasCome
      }
      Interruption.stopListening()
    } catch {
      Interruption.stopListening()
      printer.clear()
      throw try tidied(error, after: fit.run, in: store)
    }
    try end(outcome, fit.run, store, printer)
    // A run that is ended by an act ends as by a request to terminate.
    let signal = Interruption.hasCome ? Interruption.signal : SIGTERM
    if case .stopped = outcome { throw ExitCode(128 + signal) }
  }

  /// The new run, or the one to go on with.
  private func job(_ source: DataSource) throws -> (RunStore, Fit) {
    if let name = options.resumption.run { return try options.resumed(name, source) }
    if let name = options.resumption.repeated { return try options.repeated(name, source) }
    let task = try TrainingOptions.task(options.task ?? "")
    let configuration = try options.configuration(for: task)
    let store = try options.runs.store(for: .create)
    return (store, try Fit(configuration, task: task, store: store, source: source))
  }

  private var isNew: Bool { options.resumption.run == nil && options.resumption.repeated == nil }

  /// Removes a run that failed before there was anything of it, and puts a divergence into words.
  private func tidied(_ error: any Error, after run: String, in store: RunStore) throws -> any Error
  {
    if let moved = error as? RunsError, moved.kind == .moved { return wayBack(moved, run, store) }
    guard let divergence = error as? DivergenceError else {
      let checkpoint = try? store.checkpoints(of: run).latest()
      if options.resumption.run == nil, checkpoint == nil { try? store.delete(run) }
      // What is at fault with a changed plan was asked for on the command line.
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
            : "go on with a lower rate by --replan then --schedule, or begin anew"))
    )
  }

  /// What to say of an act since the last checkpoint: it, and not the plan, may be to blame.
  private func lastAct(
    before step: Int, after kept: Int, _ run: String, _ store: RunStore
  ) throws -> String? {
    let act = try store.events(of: run).compactMap { try? RecordedAct($0) }
      .last { (kept...max(step, kept)).contains($0.step) }
    return act.map {
      "\($0.act) came before it, at step \($0.step); forget that with: anneal fit --resume \(run) "
        + "--at-step \(kept)\(options.runs.arguments)"
    }
  }

  /// A store that was moved away under a training, and how to go on where it lies now.
  private func wayBack(_ error: RunsError, _ run: String, _ store: RunStore) -> any Error {
    guard let folder = store.currentFolder,
      let moved = try? RunStore(folder: folder, for: .read), (try? moved.run(run)) != nil,
      let last = try? moved.checkpoints(of: run).latest()
    else { return error }
    let place = folder.path == store.folder.path ? options.runs.folder : folder.path
    return TrainingError(
      "\(error); go on after \(count(last, "update")) with: anneal fit --resume \(run) --runs "
        + shellQuoted(place))
  }

  /// Tells how it ended, and writes `report.html` into the run's folder.
  private func end(
    _ outcome: FitOutcome, _ run: String, _ store: RunStore, _ printer: any FitPrinter
  ) throws {
    let report = try RunReport(of: run, in: store)
    let writing = Result { try writeReport(report, store.folder(of: run)) }
    let isWritten = (try? writing.get()) != nil
    try printer.end(
      outcome, run: run, report: report,
      page: isWritten ? "\(options.runs.folder)/\(run)/report.html" : nil)
    try writing.get()
    do { try StandardOutput.finish() } catch {
      throw CommandError("\(error); run '\(run)' is recorded all the same")
    }
  }

  private func writeReport(_ report: RunReport, _ folder: URL) throws {
    for (name, text) in [("report.html", report.page.html()), ("report.svg", report.chart.svg())] {
      try OutputFile.replace(folder.appendingPathComponent(name).path, with: text)
    }
  }

  /// Shows what would be trained, and under which rates.
  private func dryRun() async throws {
    if let name = options.resumption.run { return try dryRun(of: name) }
    let task = try TrainingOptions.task(options.task ?? "")
    let setup = try await FitSetup(options.configuration(for: task), task: task)
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

  /// Shows under which rates a run would go on.
  private func dryRun(of name: String) throws {
    let (record, resumed) = try options.resumption(of: name)
    if options.output.json {
      try printJSON(ResumedDryRun(record, resumed))
    } else {
      FitTextPrinter(runs: options.runs).dryRun(record, resumed)
    }
  }
}
