/// A run of the program that is to be made.
package struct TrialOrder: Hashable, Sendable, Codable {
  /// Its number, from 1.
  package let number: Int
  /// The values of the placeholders, as the command has them; without those that follow from the
  /// trial's folder.
  package let values: [String: String]
  /// The steps that it makes; nil if that is not known.
  package let steps: Int?

  package init(number: Int, values: [String: String], steps: Int?) {
    (self.number, self.values, self.steps) = (number, values, steps)
  }
}

/// A run of the program that has ended.
package struct TrialRecord: Hashable, Sendable, Codable {
  /// How it ended.
  package enum End: Hashable, Sendable {
    /// By itself, with this exit code.
    case exited(Int32)
    /// By a signal that somebody else sent.
    case killed(Int32)
    /// It was stopped, since enough was known.
    case stopped
    /// It was stopped, since it neither printed nor computed anything for so many seconds.
    case hung(Double)
    /// It could not be started.
    case failedToStart(String)
  }

  /// What was to be done.
  package let order: TrialOrder
  /// How it ended.
  package let end: End
  /// How long it took.
  package let seconds: Double
  /// The first lines that it printed.
  package let firstLines: [String]
  /// The last line that it printed.
  package let lastLine: String?
  /// The names of numbers that were no losses.
  package let otherNames: [String]
  /// Why its log could not be read.
  package let logFault: String?
  /// What was read; kept in a file of the trial's folder.
  package var losses = TrialLosses()

  private enum CodingKeys: String, CodingKey {
    case order, end, seconds, firstLines, lastLine, otherNames, logFault
  }

  /// Whether it ended by an exit code other than 0, or a signal.
  package var hasCrashed: Bool {
    switch end {
    case .exited(let code): code != 0
    case .killed, .failedToStart: true
    case .stopped, .hung: false
    }
  }
}
