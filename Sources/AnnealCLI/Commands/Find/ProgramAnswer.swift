internal import Charts
internal import Foundation
internal import LearningRate
internal import Programs
internal import Search

/// The answer of a search for the rate of a program, as JSON and as text.
struct ProgramAnswer: Encodable {
  let rate: Double
  let interval: [Double]
  let steps, runSteps: Int
  let flat, searched: Bool
  let expectedRegret: ExpectedRegret
  let optimizer: String
  let schedule: String?
  let command: String
  let study: String
  let series: String?
  let seconds: Double
  let trials: [ProgramSuggestion.Trial]

  private let fault: String?
  private let flatRange: ClosedRange<Double>?

  private enum CodingKeys: String, CodingKey {
    case rate, interval, steps, runSteps, flat, searched, expectedRegret, optimizer, schedule,
      command, study, series, seconds, trials
  }

  /// The answer, with the command to run; what the command needs is written into the study.
  init(
    _ found: ProgramSuggestion, _ settings: SearchSettings, _ study: Study, seconds: Double
  ) throws {
    let suggestion = found.suggestion
    (rate, steps, runSteps) = (suggestion.rate, suggestion.steps, settings.steps)
    interval = [suggestion.interval.lowerBound, suggestion.interval.upperBound]
    (flatRange, flat) = (suggestion.flatRange, suggestion.flatRange != nil)
    (searched, expectedRegret) = (!suggestion.isTypical, suggestion.expectedRegret)
    optimizer = settings.optimizer
    let template = try settings.template()
    let targets = template.placeholders.compactMap { name in
      ScheduleFile.target(of: name).map { (name, $0) }
    }
    var values = [
      "rate": RateText.text(suggestion.rate), "steps": "\(settings.steps)",
      "seed": "\(settings.seed)", "trial": "run",
    ]
    var plan: Plan?
    if !targets.isEmpty {
      let scaled = try ScheduleFile.scaled(
        Plan(settings.schedule ?? SearchSettings.defaultSchedule), to: suggestion.rate,
        steps: settings.steps)
      for (name, target) in targets {
        values[name] = try ScheduleFile.write(
          scaled, to: target, steps: settings.steps, in: study.folder)
      }
      plan = scaled
    }
    let folder = study.folder.appendingPathComponent("run")
    if template.placeholders.contains("folder") {
      try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    values["folder"] = folder.path
    command = ShellText.line(template.filled(values))
    schedule = plan?.description
    self.study = study.folder.relativePath
    series = found.series?.description
    self.seconds = (seconds * 100).rounded() / 100
    (trials, fault) = (found.trials, found.fault)
  }

  /// The answer in words.
  func text(_ terminal: Terminal) -> String {
    let (low, high) = (compact(interval[0]), compact(interval[1]))
    let range = "one as good as the best is most likely in \(low) … \(high)"
    let origin: String
    if let fault {
      origin = "where the search would begin, since \(fault); \(range)"
    } else {
      let flat = flatRange.map {
        "; trials at \(compact($0.lowerBound)) … \(compact($0.upperBound)) hardly differed"
      }
      origin =
        "found in \(count(trials.count, "trial")) (\(count(steps, "step")), \(compact(seconds)) s); "
        + range + (flat ?? "")
    }
    let compared = series.map { "compared by the \($0); the trials are in \(study)\n" } ?? ""
    return """
      \(terminal.bold("suggested peak rate \(compact(rate))")), \(origin)
      \(compared)\(command)
      """
  }
}
