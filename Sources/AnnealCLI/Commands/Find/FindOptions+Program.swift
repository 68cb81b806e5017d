internal import Foundation
internal import LearningRate
internal import Optimizers
internal import Programs
internal import Search

extension FindOptions {
  /// The settings of a new search.
  ///
  /// - Throws: `CommandError` or `ProgramError` for arguments that have no meaning.
  func newSettings(parallel: Int) throws -> SearchSettings {
    guard let steps = training.common.steps else {
      throw CommandError.usage(
        "--steps must say how many steps the run has whose rate is searched; received none")
    }
    guard WorkingDirectory.exists else {
      throw CommandError("a program needs a working directory; \(WorkingDirectory.fault)")
    }
    let optimizer = training.optimizer ?? .adamw()
    let settings = SearchSettings(
      command: command, steps: steps,
      typicalRate: program.near ?? optimizer.rule.typicalRate,
      optimizer: optimizer.description, budget: training.budget ?? .whole, seed: training.seed ?? 0,
      source: LossSource(pattern: program.pattern, log: program.log, name: program.loss),
      schedule: training.common.schedule?.description,
      workingFolder: FileManager.default.currentDirectoryPath, width: min(2, parallel))
    let template = try settings.template()
    try settings.source.check()
    if settings.schedule != nil,
      !template.placeholders.contains(where: { $0.hasPrefix("schedule:") })
    {
      throw CommandError.usage(
        "--schedule needs {schedule:pytorch}, or another form, in the command, where its file goes")
    }
    return settings
  }

  /// Checks that what is given is as in the study that is resumed.
  ///
  /// - Throws: `CommandError` that names the difference.
  func check(against settings: SearchSettings) throws {
    func check(_ option: String, _ given: String?, _ stored: String?) throws {
      guard let given, given != stored else { return }
      throw CommandError.usage(
        "\(option) must be as in the study that is resumed, \(stored ?? "not given"); received \(given)"
      )
    }
    if !command.isEmpty, command != settings.command {
      let index = zip(command, settings.command).enumerated().first { $1.0 != $1.1 }?.offset
      let place = index ?? min(command.count, settings.command.count)
      func word(_ words: [String]) -> String {
        place < words.count ? "'\(words[place])'" : "nothing"
      }
      throw CommandError.usage(
        "the command must be the one of the study that is resumed, or be left out; expected "
          + "\(word(settings.command)) as its word \(place + 1); received \(word(command))")
    }
    try check("--steps", training.common.steps.map(String.init), "\(settings.steps)")
    try check("--seed", training.seed.map { "\($0)" }, "\(settings.seed)")
    try check("--optimizer", training.optimizer?.description, settings.optimizer)
    try check("--schedule", training.common.schedule?.description, settings.schedule)
    try check(
      "--near", program.near.map(RateText.text), RateText.text(settings.typicalRate))
    try check("--budget", training.budget?.rawValue, settings.budget.rawValue)
    try check("--pattern", program.pattern, settings.source.pattern)
    try check("--log", program.log, settings.source.log)
    try check("--loss", program.loss, settings.source.name)
  }

  /// The folder of the study to resume.
  ///
  /// - Throws: `CommandError` if there is none.
  func studyToResume(_ name: String, in parent: URL) throws -> URL {
    let all = Study.all(in: parent)
    if name == "latest" {
      if let study = all.last(where: { !Study.isFinished($0) }) { return study }
      let newest = all.last.map {
        "; the newest, \($0.lastPathComponent), is finished: '--resume \($0.lastPathComponent)' shows its "
          + "answer"
      }
      throw CommandError.usage(
        "there is no unfinished search in the folder '\(parent.relativePath)'\(newest ?? "")")
    }
    let paths = [parent.appendingPathComponent(name), URL(fileURLWithPath: name)]
    for path in paths {
      let settings = path.appendingPathComponent("study.json").path
      if FileManager.default.fileExists(atPath: settings) { return path }
    }
    throw CommandError.usage(
      "there is no search '\(name)' in the folder '\(parent.relativePath)'"
        + (all.last.map { "; the newest is \($0.lastPathComponent)" } ?? ""))
  }
}
