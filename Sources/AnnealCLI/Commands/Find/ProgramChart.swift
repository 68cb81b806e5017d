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
    let lengths = Set(found.trials.map(\.planned)).sorted()
    let series = lengths.map { length in
      Series(
        "after \(count(length, "step"))",
        points: found.trials.filter { $0.planned == length }.sorted { $0.rate < $1.rate }
          .compactMap { trial in trial.loss.map { Series.Point(x: trial.rate, y: $0) } },
        style: length == lengths.last ? .strong : .line)
    }
    let isPositive = found.trials.allSatisfy { ($0.loss ?? 1) > 0 }
    let subtitle = DisplayWidth.truncated(command.joined(separator: " "), to: 70)
    return Chart(
      title: "Search for a rate", subtitle: subtitle,
      x: Axis("learning rate", scale: .log),
      panels: [
        Panel(
          y: Axis(measure, scale: isPositive ? .log : .linear), series: series,
          marks: [
            .band(x: found.suggestion.interval, label: "most likely"),
            .vertical(
              x: found.suggestion.rate, label: "suggested \(compact(found.suggestion.rate))"),
          ])
      ])
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
