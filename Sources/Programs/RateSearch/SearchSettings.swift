package import Search

/// The settings of a search for the rate of a program, as its study keeps them.
package struct SearchSettings: Hashable, Sendable, Codable {
  /// The version of the format.
  package var version = 1
  /// The command, with its placeholders.
  package var command: [String]
  /// The steps of the run.
  package var steps: Int
  /// The rate with which the search begins.
  package var typicalRate: Double
  /// The optimizer, in its notation.
  package var optimizer: String
  /// How many steps the trials may take.
  package var budget: SearchBudget
  /// The seed of all trials.
  package var seed: UInt64
  /// Where the losses are.
  package var source: LossSource
  /// The schedule for `{schedule:…}`, in its notation.
  package var schedule: String?
  /// The folder in which the program runs.
  package var workingFolder: String
  /// How many trials are made at once beyond an end of the ladder.
  package var width: Int

  package init(
    command: [String], steps: Int, typicalRate: Double, optimizer: String, budget: SearchBudget,
    seed: UInt64, source: LossSource, schedule: String?, workingFolder: String, width: Int
  ) {
    (self.command, self.steps, self.typicalRate) = (command, steps, typicalRate)
    (self.optimizer, self.budget, self.seed) = (optimizer, budget, seed)
    (self.source, self.schedule) = (source, schedule)
    (self.workingFolder, self.width) = (workingFolder, width)
  }

  /// The placeholders that a command may have.
  package static let placeholders =
    ["rate", "steps", "seed", "folder", "trial"] + ScheduleFile.placeholders

  /// The schedule that is exported if none is given: a warm-up and a cosine to 0.
  package static let defaultSchedule = "cosine(from: 1, to: 0).warmup(5%)"

  /// The command, checked.
  ///
  /// - Throws: ``ProgramError`` if the command has a wrong placeholder, or none for the rate.
  package func template() throws -> CommandTemplate {
    let template = try CommandTemplate(command, known: Self.placeholders)
    let givesRate = template.placeholders.contains { $0 == "rate" || $0.hasPrefix("schedule:") }
    guard givesRate else {
      throw ProgramError.usage(
        "the command must have {rate} where the learning rate goes; received "
          + "'\(ShellText.line(command))'")
    }
    return template
  }
}
