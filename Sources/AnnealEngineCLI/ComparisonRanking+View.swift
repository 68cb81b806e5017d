internal import Anneal
internal import Charts

extension ComparisonRanking {
  /// The ranking as a table.
  var table: Table {
    let others = Set(entries.flatMap { $0.trainings.flatMap(\.measures.keys) }).sorted()
    let columns: [Table.Column] =
      names.map { Table.Column($0, alignment: .left, isWrapped: true) } + ["peak rate"]
      + (others + ["loss"]).map { Table.Column($0, alignment: .right) }
      + [Table.Column("lowest … highest", alignment: .right)]
    return Table(columns: columns, rows: entries.map { row($0, others) })
  }

  /// What tells the candidates apart: the optimizers, the schedules, or both.
  private var names: [String] {
    guard Set(entries.map(\.schedule)).count > 1 else { return ["optimizer"] }
    return Set(entries.map(\.optimizer)).count > 1 ? ["optimizer", "schedule"] : ["schedule"]
  }

  /// The words under ``names``.
  private func label(_ entry: Entry) -> [String] {
    names.map { $0 == "optimizer" ? entry.optimizer : entry.schedule ?? "" }
  }

  private func row(_ entry: Entry, _ others: [String]) -> [String] {
    let medians = (others + ["loss"]).map { name in
      entry.spread(of: name).map { text($0.median, name) } ?? "–"
    }
    let range = entry.spread(of: measure).map {
      "\(text($0.low, measure)) … \(text($0.high, measure))"
    }
    let diverged = entry.divergedCount == 0 ? nil : "\(entry.divergedCount) diverged"
    return label(entry) + [compact(entry.rate)] + medians
      + [[range, diverged].compactMap { $0 }.joined(separator: ", ")]
  }

  private func text(_ value: Double, _ measure: String) -> String {
    measure == "accuracy" ? fixed(value * 100, decimals: 2) + " %" : compact(value)
  }

  /// The caption of the table.
  func legend(tries: Int) -> String {
    let counted = seeds == 1 ? "one seed" : "medians over \(seeds) seeds"
    let searched = entries.count { !$0.tried.isEmpty }
    let found =
      tries == 0
      ? "each at its typical rate"
      : searched == 0
        ? "each finds its own rate, at a peak of 1"
        : "rates tuned on another seed, with \(tries == 1 ? "one try" : "at most \(tries) tries") each"
          + (searched == entries.count
            ? "" : "; optimizers that find their own rate have a peak of 1")
    return "validation on \(task), \(counted); \(found)"
  }

  /// The validation losses during the trainings: each candidate's median over its seeds.
  var chart: Chart {
    let series = entries.map { entry in
      let steps = Set(entry.trainings.flatMap { $0.validationCurve.map(\.step) }).sorted()
      return Series(
        label(entry).joined(separator: ", "),
        points: steps.compactMap { step in
          let losses = entry.trainings.compactMap { training in
            training.validationCurve.first { $0.step == step }?.loss
          }.sorted()
          guard !losses.isEmpty else { return nil }
          let middle = losses.count / 2
          let median =
            losses.count % 2 == 1 ? losses[middle] : (losses[middle - 1] + losses[middle]) / 2
          return Series.Point(x: Double(step), y: median)
        })
    }
    let isPositive = series.allSatisfy { $0.points.allSatisfy { $0.y > 0 } }
    return Chart(
      title: "\(task): validation loss", subtitle: "median over \(seeds) seeds",
      panels: [Panel(y: Axis("loss", scale: isPositive ? .log : .linear), series: series)])
  }
}
