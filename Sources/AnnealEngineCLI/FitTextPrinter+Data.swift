internal import Anneal
internal import AnnealCLI
internal import Charts
internal import Records
internal import Tasks

// What was made of a user's own data, and what obvious answers reach on it.
extension FitTextPrinter {
  /// Prints what was inferred from the data, with the options that change it.
  func describe(_ summary: DataSummary) {
    fact("data", summary.source)
    for item in summary.facts {
      let option = item.option.isEmpty ? "" : terminal.dim("  change: \(item.option)")
      fact(item.name, item.value + option)
    }
    show(summary.columns)
    for notice in summary.notices { fact("notice", notice) }
  }

  private func show(_ columns: [DataSummary.Column]) {
    guard !columns.isEmpty else { return }
    let rows = columns.prefix(Self.mostColumns).map { column in
      let examples = column.examples.prefix(3).map { $0.count > 14 ? "\($0.prefix(13))…" : $0 }
      return [
        column.name.count > 24 ? "\(column.name.prefix(23))…" : column.name, column.kind,
        column.reason, column.missing == 0 ? "" : "\(column.missing)",
        examples.joined(separator: ", "),
      ]
    }
    let table = Table(
      columns: ["column", "taken for", "because of", "missing", "such as"], rows: rows)
    say("\n" + table.terminal(width: terminal.width, glyphs: terminal.glyphs))
    let left = columns.count - rows.count
    if left > 0 { say("and \(count(left, "column")) more, all of them in --json") }
    say(terminal.dim("change: --column NAME=KIND, --drop NAME") + "\n")
  }

  /// Prints the baselines, and says so if the network is not better than one of them.
  func show(
    _ baselines: [Baseline], beside validation: [String: Double], suitsLinearModel: Bool
  ) {
    guard !baselines.isEmpty else { return }
    for baseline in baselines {
      fact(baseline.name, RunReport.text(Self.main(baseline.measures)))
    }
    let better = baselines.filter { !Self.isBetter(validation, than: $0.measures) }
    guard let strongest = better.last else { return }
    let what = strongest.name == "linear" ? "a linear model" : "answering the \(strongest.name)"
    fact(
      "notice",
      "the network is not better than \(what) on the held-out examples; "
        + (strongest.name != "linear"
          ? "the inputs may say little about the target"
          : suitsLinearModel
            ? "prefer --model 'linear()'" : "a linear model over the words would do"))
  }

  /// The measures that fit a line: without each class's recall and the squared error, which the
  /// root of it says as well.
  static func main(_ measures: [String: Double]) -> [String: Double] {
    measures.filter { !$0.key.hasPrefix("recall ") && $0.key != "mse" }
  }

  /// Prints how many examples of each class were recognized.
  func showRecalls(_ measures: [String: Double]) {
    let recalls = measures.filter { $0.key.hasPrefix("recall ") }.sorted { $0.key < $1.key }
    guard !recalls.isEmpty else { return }
    let list = recalls.map { "\($0.key.dropFirst(7)) \(RunReport.text($0.key, $0.value))" }
    fact("recall", list.joined(separator: ", "))
  }

  /// Whether the accuracy is higher, or the error lower.
  static func isBetter(_ own: [String: Double], than other: [String: Double]) -> Bool {
    if let one = own["rmse"], let two = other["rmse"] { return one < two }
    guard let one = own["accuracy"], let two = other["accuracy"] else { return true }
    // Of a rare class the accuracy says little: the majority's may be as high.
    return one > two || own["balanced accuracy"] ?? 0 > other["balanced accuracy"] ?? 0
  }

  private static var mostColumns: Int { 40 }
}
