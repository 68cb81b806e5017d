import Anneal
import Charts
import Foundation

/// The picture of what a budget buys, drawn from the table in `docs/finding.md` that `bank.py` writes.
///
///     anneal-benchmarks regret docs/finding.md > docs/images/regret.svg
enum RegretPicture {
  private static let budgets = ["0", "10%", "16%", "40%", "100%", "300%"]

  /// The regrets of the final loss over the steps of the search, as SVG.
  static func svg(of file: String) throws -> String {
    let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let points = try budgets.map { budget in
      guard let row = rows.first(where: { $0.count > 9 && $0[0] == budget }),
        let steps = Double(row[9])
      else { throw TrainingError("\(file) must have a row for the budget \(budget)") }
      return (steps, row[1...3].map { Double($0) ?? .infinity })
    }
    let names = ["half of the searches", "three of four", "nine of ten"]
    let series = names.indices.map { index in
      Series(
        names[index], points: points.map { Series.Point(x: $0.0, y: $0.1[index]) },
        style: index == 0 ? .strong : .line)
    }
    return Chart(
      title: "What a budget buys", subtitle: "regret of the final loss stays below, in",
      x: Axis("steps of the search, in runs"),
      panels: [Panel(y: Axis("regret", scale: .log), series: series)]
    ).svg()
  }
}
