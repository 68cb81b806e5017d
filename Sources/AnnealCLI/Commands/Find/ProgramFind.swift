internal import Charts
internal import Foundation
internal import LearningRate
internal import Programs

/// A search for the rate of a user's program, from its options to the answer.
struct ProgramFind {
  private let options: FindOptions
  private let parallel: Int
  private var isQuiet: Bool { options.output.json || options.picture.isOnStandardOutput }

  init(_ options: FindOptions) {
    self.options = options
    parallel = options.program.parallel ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// Searches, and prints the trials and the suggestion.
  ///
  /// - Throws: `CommandError` or `ProgramError` in one sentence.
  func run() throws {
    if let given = options.taskOnlyGiven.first {
      throw CommandError.usage("\(given) means nothing beside a program; leave it out")
    }
    let (settings, study) = try openStudy()
    let search: ProgramRateSearch
    let printer = ProgramFindPrinter(isQuiet: isQuiet, on: Terminal.standard)
    Interruption.listen()
    defer { Interruption.stopListening() }
    search = try ProgramRateSearch(
      settings, study, parallel: parallel, silence: options.program.silence ?? 60
    ) { progress in
      printer.show(progress)
      return !Interruption.hasCome
    }
    let start = ContinuousClock.now
    let suggestion: ProgramSuggestion
    do {
      suggestion = try search.find()
      printer.end()
    } catch let error as ProgramError where error.kind == .stopped {
      printer.end()
      throw CommandError.interruption(
        "the search was stopped; go on with 'anneal find --resume \(study.folder.lastPathComponent)"
          + "\(options.program.runs.arguments)'", signal: Interruption.signal)
    } catch {
      printer.end()
      // not one to go on with: it would end in the same way
      try? study.finish(["error": "\(error)"])
      throw error
    }
    let answer = try ProgramAnswer(
      suggestion, settings, study, seconds: (ContinuousClock.now - start) / .seconds(1))
    try study.finish(answer)
    try show(answer, suggestion, settings)
  }

  /// The study that is resumed, or a new one, with its settings.
  private func openStudy() throws -> (SearchSettings, Study) {
    let runs = URL(fileURLWithPath: options.program.runs.folder, isDirectory: true)
    let parent = runs.appendingPathComponent("find", isDirectory: true)
    guard let name = options.program.resume else {
      let settings = try options.newSettings(parallel: parallel)
      return (settings, try Study(in: parent, settings: settings))
    }
    let folder = try options.studyToResume(name, in: parent)
    let settings: SearchSettings = try Study.settings(of: folder)
    try options.check(against: settings)
    return (settings, try Study(resuming: folder))
  }

  private func show(
    _ answer: ProgramAnswer, _ suggestion: ProgramSuggestion, _ settings: SearchSettings
  ) throws {
    let terminal = Terminal.standard
    guard suggestion.fault == nil else {
      guard options.picture.svg == nil else {
        throw CommandError(
          "there is no search to draw: \(suggestion.fault ?? ""); the rate is the typical one, "
            + compact(answer.rate))
      }
      if options.output.json { return try printJSON(answer) }
      return say(terminal.plain(answer.text(terminal)))
    }
    let chart = ProgramChart(suggestion, command: settings.command).chart
    if options.picture.isOnStandardOutput {
      return try options.picture.draw(chart, beside: options.output)
    }
    if options.output.json {
      try printJSON(answer)
    } else {
      say(
        chart.terminal(width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
      let table = ProgramChart(suggestion, command: settings.command).table
      say("\n" + table.terminal(width: terminal.width, glyphs: terminal.glyphs) + "\n")
      say(terminal.plain(answer.text(terminal)))
    }
    try options.picture.draw(chart, beside: options.output)
  }
}
