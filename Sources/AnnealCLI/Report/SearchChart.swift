public import Charts
package import Search

/// The losses of a search's trials over their rates, with the suggestion and its interval.
package struct SearchChart {
  private let suggestion: RateSuggestion
  private let measure: String
  private let subtitle: String

  /// - Parameter measure: what the losses are: `validation loss`.
  package init(_ suggestion: RateSuggestion, measure: String, subtitle: String) {
    (self.suggestion, self.measure, self.subtitle) = (suggestion, measure, subtitle)
  }

  /// The chart: a line for each length of trials, of which the longest is strong.
  package var chart: Chart {
    let trials = suggestion.trials
    let lengths = Set(trials.map(\.steps)).sorted()
    let series = lengths.map { length in
      Series(
        "after \(count(length, "step"))",
        points: trials.filter { $0.steps == length }.sorted { $0.rate < $1.rate }
          .compactMap { trial in trial.loss.map { Series.Point(x: trial.rate, y: $0) } },
        style: length == lengths.last ? .strong : .line)
    }
    let isPositive = trials.allSatisfy { ($0.loss ?? 1) > 0 }
    return Chart(
      title: "Search for a rate", subtitle: subtitle, x: Axis("learning rate", scale: .log),
      panels: [
        Panel(
          y: Axis(measure, scale: isPositive ? .log : .linear), series: series,
          marks: [
            .band(x: suggestion.interval, label: "most likely"),
            .vertical(x: suggestion.rate, label: "suggested \(compact(suggestion.rate))"),
          ])
      ])
  }
}
