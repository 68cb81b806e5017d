internal import Anneal
internal import AnnealCLI
internal import Charts
internal import Search
internal import Training

extension EngineFindCommand {
  /// Makes a range test, and prints its curve and the suggestions.
  ///
  /// - Throws: `SearchError` if the test has no suggestion.
  func show(_ test: RangeTest, _ setup: FitSetup, _ terminal: Terminal) throws {
    let run = setup.rangeTest(test)
    let curve = try watched(run.ramp.steps, terminal, run.curve)
    let suggestion = try curve.suggestion(by: test)
    let all = test.siblings.compactMap { try? curve.suggestion(by: $0) }
    let title = "\(setup.task.name), \(setup.configuration.optimizer)"
    let chart = curve.chart(suggestion, among: all, title: title)
    if options.picture.isOnStandardOutput {
      return try options.picture.draw(chart, beside: options.output)
    }
    let schedule = try setup.unresolvedPlan(peak: suggestion.peak)
    if options.output.json {
      try printJSON(
        RangeTestAnswer(
          curve, suggestion, among: all, task: setup.task.name,
          optimizer: setup.configuration.optimizer.description, schedule: schedule.description,
          runSteps: setup.steps))
      return try options.picture.draw(chart, beside: options.output)
    }
    say(chart.terminal(width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
    let table = test.table(of: all)
    say("\n" + table.terminal(width: terminal.width, glyphs: terminal.glyphs) + "\n")
    say(
      """
      \(terminal.bold("suggested peak rate \(compact(suggestion.peak))")) by \(test.title), \
      in \(terminal.plain(count(curve.losses.count, "step"))); \(suggestion.evidence)
      under \(schedule), over \(count(setup.steps, "step")); schedule and length did not enter
      """)
    if curve.hasRisen(at: suggestion) {
      say("beware: around the suggested step, the loss was above that at the start of the ramp")
    }
    try options.picture.draw(chart, beside: options.output)
  }
}
