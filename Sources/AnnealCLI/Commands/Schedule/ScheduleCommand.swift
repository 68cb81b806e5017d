public import ArgumentParser

/// `anneal schedule`.
public struct ScheduleCommand: ParsableCommand {
  /// What `anneal schedule --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Look at schedules, export and import them.",
    discussion: """
      A schedule is written as in Swift: cosine(from: 3e-4, to: 0).warmup(5%).
      Lengths are steps (500), epochs (5ep) or a share of the run (5%).

      Examples:
        anneal schedule list
        anneal schedule plot "oneCycle(peak: 0.1)" --log
        anneal schedule values "linear(from: 1, to: 0)" --steps 100 --at 0,50,99
        anneal schedule export "cosine(from: 3e-4, to: 0).warmup(5%)" --to pytorch
        anneal schedule import trainer_state.json
      """,
    subcommands: [
      SchedulePlotCommand.self, ScheduleValuesCommand.self, ScheduleListCommand.self,
      ScheduleExportCommand.self, ScheduleImportCommand.self,
    ])

  /// Prints the help.
  public init() {}
}
