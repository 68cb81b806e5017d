/// Where the losses of a program are read.
package struct LossSource: Hashable, Sendable, Codable {
  /// The regular expression for lines of the output.
  package var pattern: String?
  /// The path of a log, which may have placeholders.
  package var log: String?
  /// The name of the series.
  package var name: String?

  package init(pattern: String? = nil, log: String? = nil, name: String? = nil) {
    (self.pattern, self.log, self.name) = (pattern, log, name)
  }

  /// Whether trials write one log, and so run one after the other.
  package var isShared: Bool {
    guard let log else { return false }
    return !log.contains("{folder}") && !log.contains("{trial}")
  }

  /// Checks that it can be read.
  ///
  /// - Throws: ``ProgramError``.
  package func check() throws {
    if pattern != nil, log != nil {
      throw ProgramError.usage("--pattern and --log both say where the losses are; leave one out")
    }
    if let pattern { _ = try LossPattern(pattern) }
    if let log { _ = try CommandTemplate([log], known: ["folder", "trial"]) }
    if let name, SeriesName.isScore(name) {
      throw ProgramError.usage(
        "--loss must name a measure that is smaller when better; received '\(name)'")
    }
  }

  /// What reads the lines of a program that makes `steps` steps.
  func lineReader(steps: Int?) throws -> any LossLineReader {
    guard let pattern else { return LineReader(steps: steps, wanted: name.map(WantedSeries.init)) }
    let series = name.map { SeriesName(SeriesName($0)?.part ?? .unmarked, $0) }
    return PatternReader(
      pattern: try LossPattern(pattern), series: series ?? SeriesName(.unmarked, "loss"))
  }

  /// The losses in what a program of `steps` steps has printed.
  ///
  /// - Throws: ``ProgramError`` if the pattern is none.
  package func losses(in text: String, steps: Int? = nil) throws -> TrialLosses {
    var reader = try lineReader(steps: steps)
    var losses = TrialLosses()
    for line in OutputTail.lines(of: Array(text.utf8)) {
      for reading in reader.readings(in: line) { losses.add(reading) }
    }
    return losses
  }
}
