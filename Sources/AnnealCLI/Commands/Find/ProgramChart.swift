internal import Charts
internal import Programs
internal import Search

/// The losses of a program's trials over their rates.
struct ProgramChart {
  private let found: ProgramSuggestion
  private let command: [String]

  init(_ found: ProgramSuggestion, command: [String]) {
    (self.found, self.command) = (found, command)
  }

  private var measure: String { found.series?.description ?? "loss" }

  /// The chart.
  var chart: Chart {
    SearchChart(
      found.suggestion, measure: measure,
      subtitle: DisplayWidth.truncated(command.joined(separator: " "), to: 70)
    ).chart
  }

  /// The table of the trials.
  var table: Table {
    Table(
      columns: ["trial at rate", "steps", Table.Column(measure), "seconds"],
      rows: found.trials.map {
        [
          compact($0.rate), "\($0.steps)", $0.loss.map { compact($0) } ?? $0.state.rawValue,
          compact($0.seconds),
        ]
      })
  }
}
