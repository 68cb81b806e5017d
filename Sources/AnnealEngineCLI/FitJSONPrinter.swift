internal import Anneal
internal import AnnealCLI
internal import DataFiles
internal import Optimizers
internal import Search
internal import Tasks
internal import Training

/// Prints one JSON object per line; the last one is the summary.
final class FitJSONPrinter: FitPrinter, @unchecked Sendable {  // only the fit's own thread calls it
  private var run: String?

  fileprivate struct Line: Encodable {
    var event: String
    var run, schedule: String?
    var step, steps: Int?
    var loss, rate, gradientNorm: Double?
    var validation: [String: Double]?
    var trials: [RateTrial]?
    var interval: [Double]?
    var flat: Bool?
    var expectedRegret: ExpectedRegret?
    var updater, controller: String?
    var from, to: Double?
    var measurements, needed: Int?
    var parameters, properties: [String]?
    var act, by, reason: String?
    var name, before, now: String?
    var data: DataSummary?
    var norms: [Double]?
    var reach: Int?
    var verdict: String?
  }

  func show(_ event: FitEvent) throws {
    switch event {
    // The data or options may still be faulty, and then nothing of the run is printed.
    case .named(let run): self.run = run
    case .prepared(let setup):
      try printJSON(Line(event: "run", run: run, steps: setup.steps, data: setup.summary))
    case .searching(let progress):
      try printJSON(
        Line(
          event: "search", step: progress.step, steps: progress.steps, loss: progress.loss,
          rate: progress.learningRate))
    case .found(let suggestion):
      try printJSON(
        Line(
          event: "found", steps: suggestion.steps, rate: suggestion.rate,
          trials: suggestion.trials,
          interval: [suggestion.interval.lowerBound, suggestion.interval.upperBound],
          flat: suggestion.flatRange != nil, expectedRegret: suggestion.expectedRegret))
    case .resumed(let step): try printJSON(Line(event: "resumed", step: step))
    case .changed(let difference):
      try printJSON(
        Line(
          event: "changed", name: difference.name, before: difference.before, now: difference.now))
    case .differs(let difference):
      try printJSON(
        Line(
          event: "differs", name: difference.name, before: difference.before, now: difference.now))
    case .refused(let act, let reason):
      try printJSON(Line(event: "refused", act: "\(act)", reason: reason))
    case .beganAgain(let step, let rate, let reason):
      try printJSON(Line(event: "began again", step: step, rate: rate, reason: reason))
    case .planned(let plan, let steps):
      try printJSON(Line(event: "plan", schedule: plan.plan.description, steps: steps))
    case .training(let event): try show(event)
    }
  }

  private func show(_ event: TrainingEvent) throws {
    switch event {
    case .step(let report):
      try printJSON(Line("step", report, gradientNorm: report.gradientNorm))
    case .skipped(let report): try printJSON(Line("skipped", report))
    case .validation(let step, let evaluation):
      var values = evaluation.measures
      values["loss"] = evaluation.loss
      try printJSON(Line(event: "validation", step: step, validation: values))
    case .gradientFlow(let step, let flow):
      try printJSON(
        Line(
          event: "gradient flow", step: step, norms: flow.norms, reach: flow.reach,
          verdict: flow.verdict.rawValue))
    case .pastEnd(let step): try printJSON(Line(event: "past end", step: step))
    case .controlled(let step, let updater, let controller, let from, let to):
      try printJSON(
        Line(
          event: "controlled", step: step, updater: updater.isEmpty ? nil : updater,
          controller: "\(controller)", from: from, to: to))
    case .acted(let act):
      try printJSON(Line(event: "acted", step: act.step, act: "\(act.act)", by: act.author))
    case .restored(let step, let origin):
      try printJSON(Line(event: "restored", step: step, to: Double(origin)))
    case .ended(let step, let controller):
      try printJSON(Line(event: "ended", step: step, controller: "\(controller)"))
    case .idle(let controller, let measurements, let needed):
      try printJSON(
        Line(
          event: "idle", controller: "\(controller)", measurements: measurements, needed: needed))
    case .unreached(let step, let parameters):
      try printJSON(Line(event: "unreached", step: step, parameters: parameters))
    case .unseen(let properties):
      try printJSON(Line(event: "unseen", properties: properties))
    case .finished: break
    }
  }

  func downloading(_ progress: DownloadProgress) {}

  func preparing(_ what: String, _ done: Int, _ total: Int) {}

  func end(_ outcome: FitOutcome, run: String, report: RunReport, page: String?) throws {
    switch outcome {
    case .finished(let summary): try printJSON(summary)
    case .stopped(let step): try printJSON(Line(event: "stopped", run: run, step: step))
    }
  }

  func clear() {}
}

extension FitJSONPrinter.Line {
  /// The line of a step.
  fileprivate init(_ event: String, _ report: StepReport, gradientNorm: Double? = nil) {
    self.init(
      event: event, step: report.step, loss: report.loss, rate: report.learningRate,
      gradientNorm: gradientNorm)
  }
}
