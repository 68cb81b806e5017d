internal import Anneal
internal import AnnealCLI
internal import Charts
internal import DataFiles
internal import Foundation
internal import LearningRate
internal import Runs
internal import Search
internal import Training

/// Prints text, a progress bar and a chart on a terminal; plain lines into a pipe.
final class FitTextPrinter: FitPrinter, @unchecked Sendable {  // only the fit's own thread calls it
  let terminal = Terminal.standard
  private let runs: RunsOptions
  private var run = ""
  private var bar: ProgressBar?
  private var steps = 0
  private var start = 0
  private var plannedSteps: Int?
  private var setup: FitSetup?
  private var lastLine = ContinuousClock.now
  private var flow: GradientFlow?

  init(runs: RunsOptions) { self.runs = runs }

  func show(_ event: FitEvent) throws {
    switch event {
    // The data or options may still be faulty, and then nothing of the run is printed.
    case .named(let run): self.run = run
    case .prepared(let setup):
      say(terminal.bold("run \(run)"))
      (plannedSteps, self.setup) = (setup.steps, setup)
      describe(setup)
    case .searching(let progress): show(progress)
    case .found(let suggestion): show(suggestion)
    case .resumed(let step):
      start = step
      fact("resumed", "after \(count(step, "update"))")
    case .changed(let difference):
      fact(
        difference.name,
        "\(difference.now) from here on, \(difference.before) before; results may differ in rounding"
      )
    case .differs(let difference):
      fact(
        difference.name,
        "\(difference.before) here, and \(difference.now) in the run that is repeated; results may "
          + "differ in rounding from there on")
    case .beganAgain(let step, let rate, let reason):
      fact(
        "step \(step)",
        "\(reason) at the rate that was found; the run begins again at \(compact(rate))")
    case .refused(let act, let reason): fact("refused", "\(act): \(reason)")
    case .planned(let plan, let steps):
      self.steps = steps
      fact("schedule", plan.plan.description)
      if let planned = plannedSteps, planned != steps {
        fact("length", "\(count(steps, "step")) now, \(planned) when the run began")
      }
      bar = ProgressBar("training", total: steps, from: start, on: terminal)
    case .training(let event): show(event)
    }
  }

  func fact(_ name: String, _ text: String) {
    bar?.clear()
    terminal.printFact(name, text)
    StandardOutput.flush()
  }

  private func describe(_ setup: FitSetup) {
    let (configuration, learner) = (setup.configuration, setup.learner)
    if let summary = setup.summary {
      fact("task", setup.task.notation)
      describe(summary)
    } else {
      fact("data", setup.task.data)
    }
    fact(
      "examples",
      "\(setup.trainingCount.map { "\($0)" } ?? "a stream") to train on, "
        + "\(setup.validation.count) held out")
    fact("model", "\(setup.architecture), \(learner.model.parameterCount) parameters")
    fact("optimizer", configuration.optimizer.description)
    if let rate = setup.task.usualRate, case .given(rate) = configuration.effectivePeak {
      fact("rate", "\(compact(rate)), usual for such networks  change: --rate find")
    }
    let about = setup.length.sizes == nil ? "" : "about "
    let batches = setup.length.stepsPerEpoch.map { length in
      let epochs = setup.length.epochs ?? 0
      return "\(compact(epochs)) epoch\(epochs == 1 ? "" : "s") of \(about)"
        + "\(length) batch\(length == 1 ? "" : "es")"
    }
    let sizes = setup.length.sizes?.range
    let size = sizes.map { "\($0.lowerBound) to \($0.upperBound)" } ?? "\(learner.batchSize)"
    fact(
      "length",
      "\(count(setup.steps, "step")): \(batches ?? "batches") of \(size)"
        + (configuration.microBatchSize.map { ", computed \($0) at a time" } ?? ""))
    if let device = configuration.device { fact("device", device) }
    if let precision = configuration.precision { fact("precision", "\(precision)") }
    if let clipping = configuration.gradientClipping { fact("clip", clipping.description) }
  }

  private func show(_ progress: RateFinder.Progress) {
    if bar == nil { bar = ProgressBar("finding", total: progress.steps, on: terminal) }
    bar?.total = progress.steps
    bar?.show(step: progress.step, loss: progress.loss, rate: progress.learningRate)
  }

  private func show(_ suggestion: RateSuggestion) {
    bar?.clear()
    bar = nil
    fact("rate", "\(compact(suggestion.rate)), \(suggestion.origin)")
  }

  private func show(_ event: TrainingEvent) {
    switch event {
    case .step(let report):
      bar?.show(step: report.step + 1, loss: report.loss, rate: report.learningRate)
    case .skipped(let report):
      fact("skipped", "step \(report.step): a gradient was not finite")
    case .validation(let step, let evaluation):
      // At most one line per second on a terminal; a pipe receives all of them.
      let now = ContinuousClock.now
      guard !terminal.isInteractive || step == steps || now - lastLine > .seconds(1) else { return }
      lastLine = now
      fact("step \(step)", "validation " + describe(evaluation))
    case .gradientFlow(_, let flow): self.flow = flow
    case .pastEnd(let step):
      fact("past end", "the plan is over at step \(step); its last rate holds from here on")
    case .controlled(let step, let updater, let controller, let from, let to):
      let whose = updater.isEmpty ? "" : " of '\(updater)'"
      fact(
        "step \(step)",
        "\(controller)\(whose): the factor on every rate is now \(compact(to)); it was \(compact(from))"
      )
    case .restored(let step, let origin):
      fact(
        "step \(step)", "restored the weights that the model had after \(count(origin, "update"))")
    case .ended(let step, let controller):
      fact("step \(step)", "\(controller): ended the run, which no longer improved")
    case .acted(let act):
      fact("step \(act.step)", "changed by \(Self.name(of: act.author)): \(act.act)")
      if case .plan(let change) = act.act, let steps = change.runSteps, steps != self.steps {
        self.steps = steps
        bar = ProgressBar("training", total: steps, from: act.step, on: terminal)
      }
    case .idle(let controller, let measurements, let needed):
      fact(
        "controller",
        "\(controller) can never act: it gets \(count(measurements, "measurement")) and needs "
          + "\(needed)")
    case .unreached(let step, let parameters):
      fact(
        "unreached",
        "\(list(parameters)) got no gradient in \(count(step, "update")), so "
          + "\(parameters.count == 1 ? "it is" : "they are") not trained")
    case .unseen(let properties):
      fact("unseen", "\(list(properties)) may hold tensors that are neither trained nor saved")
    case .finished: bar?.clear()
    }
  }

  /// The author of an act, as a user of the command knows it.
  private static func name(of author: String) -> String {
    switch author {
    case "steer": "'anneal steer'"
    case "resume": "'anneal fit --resume'"
    case Fit.searchAuthor: "the search"
    default: author
    }
  }

  /// The first five of `names`, and the number of the others.
  private func list(_ names: [String]) -> String {
    let shown = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }

  private func describe(_ evaluation: Evaluation) -> String {
    RunReport.text(loss: evaluation.loss, Self.main(evaluation.measures))
  }

  func downloading(_ progress: DownloadProgress) {
    let total = progress.total.map { " of \(abbreviated(Double($0)))B" } ?? ""
    let isDone = progress.received == progress.total
    let text = "downloading \(progress.path)  \(abbreviated(Double(progress.received)))B\(total)"
    terminal.overwriteLine(isDone ? "" : String(text.prefix(terminal.width - 1)))
  }

  func preparing(_ what: String, _ done: Int, _ total: Int) {
    guard terminal.isInteractive else { return }
    let text = "reading \(what)  \(done) of \(total)"
    terminal.overwriteLine(done == total ? "" : String(text.prefix(terminal.width - 1)))
  }

  func end(_ outcome: FitOutcome, run: String, report: RunReport, page: String?) throws {
    bar?.clear()
    switch outcome {
    case .finished(let summary):
      say("")
      say(
        report.terminalChart.terminal(
          width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
      say("")
      fact("result", terminal.bold("validation \(RunReport.text(Self.main(summary.validation)))"))
      showRecalls(summary.validation)
      fact(
        "",
        "peak rate \(compact(summary.rate)), \(count(summary.steps, "step")) in "
          + "\(compact(summary.seconds)) s")
      show(
        summary.baselines ?? [], beside: summary.validation,
        suitsLinearModel: setup?.suitsLinearModel ?? true)
      if let best = summary.best, best.step != summary.steps {
        fact(
          "best",
          "validation \(RunReport.text(loss: best.loss, Self.main(best.measures))), after "
            + "\(count(best.step, "update")); kept in \(runs.folder)/\(run)/best"
            + (setup?.summary == nil ? "" : ", which 'anneal predict \(run) --best' uses"))
      }
      if summary.overfits {
        fact(
          "overfitting",
          "the validation loss rose again after that: fewer steps, a lower rate or more weight decay "
            + "may be better")
      }
      if let flow { fact("gradient", flow.sentence) }
      if let page { fact("report", page) }
    case .stopped(let step):
      say(
        "stopped after \(count(step, "update")); go on with: anneal fit --resume \(run)\(runs.arguments)"
      )
    }
  }

  func clear() { bar?.clear() }

  func dryRun(_ setup: FitSetup, _ plan: ResolvedPlan?) {
    fact("task", setup.task.name)
    describe(setup)
    fact("seed", "\(setup.configuration.seed)")
    guard let plan else {
      fact(
        "rate",
        setup.finder().budget > 0
          ? "found by a search of about \(count(setup.finder().budget, "step")) before the run"
          : "typical of the optimizer, "
            + (setup.configuration.searchBudget == SearchBudget.none
              ? "since nothing is searched for" : "since the run is too short for a search"))
      let example = (try? setup.unresolvedPlan(peak: 1).description) ?? ""
      fact("schedule", "\(example), times the rate")
      showTensors(setup.learner.model)
      return
    }
    fact("rate", "\(compact(plan.learningRate.peak)) at its peak")
    fact("schedule", plan.plan.description)
    showGroups(setup, plan)
    showTensors(setup.learner.model)
    let chart = ScheduleChart.chart(
      of: [(name: "", curve: plan.learningRate)], steps: plan.steps)
    say("")
    say(
      chart.terminal(width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
  }

  /// Prints how a run would continue.
  func dryRun(_ record: RunRecord, _ resumed: ResumedPlan) {
    fact("run", record.id)
    fact("resumed", "after \(count(resumed.madeSteps, "update"))")
    fact("length", count(resumed.steps, "step"))
    fact("schedule", resumed.plan.plan.description)
    let rate = resumed.plan.values(at: resumed.madeSteps).learningRate
    fact("rate", "\(compact(rate)) at the next step")
    let chart = ScheduleChart.chart(
      of: resumed.plan, from: resumed.madeSteps, to: resumed.steps)
    say("")
    say(chart.terminal(width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
  }
}
