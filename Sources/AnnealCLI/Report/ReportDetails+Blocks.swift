internal import Charts
internal import Foundation
internal import Records

extension ReportDetails {
  private static let (mostFacts, mostColumns) = (8, 30)

  /// The parts of the report page.
  var blocks: [HTMLPage.Block] {
    sampleBlocks + answerBlocks + confusionBlocks + worstBlocks + importanceBlocks + columnBlocks
      + flowBlocks
  }

  /// The norm of the gradient over the positions of a sequence.
  private var flowBlocks: [HTMLPage.Block] {
    guard let gradientFlow else { return [] }
    let points = gradientFlow.enumerated().filter { $0.element.isFinite && $0.element > 0 }
      .map { Series.Point(x: Double($0.offset), y: $0.element) }
    guard points.count > 1 else { return [] }
    return [
      .heading("Gradient through time"),
      .chart(
        Chart(
          x: Axis("tokens back"),
          panels: [
            Panel(
              y: Axis("norm of the gradient", scale: .log),
              series: [Series("gradient norm", points: points)])
          ]),
        caption:
          "The norm of the gradient of the last token's loss, this many tokens back. Where it "
          + "has vanished, nothing is learned from what stood there."),
    ]
  }

  private var columnBlocks: [HTMLPage.Block] {
    guard !columns.isEmpty else { return [] }
    return [
      .heading("Columns"),
      .table(
        Table(
          columns: [
            Self.text("column"), Self.text("taken for"), Self.text("because"), "missing",
            Self.text("values"),
          ],
          rows: columns.map {
            [
              $0.name, $0.kind, $0.reason, "\($0.missing)",
              $0.examples.prefix(3).joined(separator: ", "),
            ]
          }), caption: ""),
    ]
  }

  private var confusionBlocks: [HTMLPage.Block] {
    guard let confusion else { return [] }
    let rows = zip(confusion.classes, confusion.counts).map { name, counts in
      [name] + counts.map { $0 == 0 ? "·" : "\($0)" }
    }
    return [
      .heading("Confusion"),
      .table(
        Table(
          columns: [Self.text("true")]
            + confusion.classes.map { Table.Column($0, alignment: .right) }, rows: rows),
        caption: "Held-out examples: a row for each true class, a column for each predicted one."),
    ]
  }

  /// Predicted against true numbers, and the residuals below.
  private var answerBlocks: [HTMLPage.Block] {
    let targets = answers.map(\.target)
    guard let least = targets.min(), let most = targets.max(), least < most else { return [] }
    func points(_ value: (Answer) -> Double) -> [Series.Point] {
      answers.sorted { $0.target < $1.target }.map { .init(x: $0.target, y: value($0)) }
    }
    func line(_ name: String, _ first: Double, _ last: Double) -> Series {
      Series(name, points: [(x: least, y: first), (x: most, y: last)])
    }
    return [
      .heading("Predicted against true"),
      .chart(
        Chart(
          x: Axis("true"),
          panels: [
            Panel(
              y: Axis("predicted"),
              series: [
                Series("held-out examples", points: points(\.prediction), style: .points),
                line("true", least, most),
              ]),
            Panel(
              y: Axis("residual"),
              series: [
                Series(
                  "predicted − true", points: points { $0.prediction - $0.target }, style: .points),
                line("0", 0, 0),
              ]),
          ]),
        caption: "\(answers.count) held-out examples, in the target's unit."),
    ]
  }

  private var sampleBlocks: [HTMLPage.Block] {
    guard let samples, !samples.isEmpty else { return [] }
    let pictures = samples.map {
      HTMLPage.Picture(
        Data($0.picture).base64EncodedString(), type: "image/bmp", caption: $0.caption)
    }
    return [
      .heading("What the model does"),
      .pictures(pictures, caption: "The first held-out examples."),
    ]
  }

  private var worstBlocks: [HTMLPage.Block] {
    guard let first = worst.first else { return [] }
    let pictures = worst.compactMap { example in
      example.picture.map {
        HTMLPage.Picture(
          Data($0).base64EncodedString(), type: "image/bmp",
          caption:
            "\(example.target) taken for \(example.prediction), loss \(compact(example.loss))")
      }
    }
    let names = first.facts.prefix(Self.mostFacts).map(\.name)
    let table = Table(
      columns: [Self.text("true"), Self.text("predicted"), answers.isEmpty ? "loss" : "error"]
        + names.map { Table.Column($0, alignment: .left) },
      rows: worst.map { example in
        [example.target, example.prediction, compact(example.loss)]
          + example.facts.prefix(Self.mostFacts).map { Self.shortened($0.value) }
      })
    return [
      .heading("Worst examples"),
      pictures.isEmpty
        ? .table(table, caption: "The held-out examples with the largest losses.")
        : .pictures(pictures, caption: "The held-out pictures with the largest losses."),
    ]
  }

  private var importanceBlocks: [HTMLPage.Block] {
    guard !importances.isEmpty else { return [] }
    return [
      .heading("Importance of columns"),
      .table(
        Table(
          columns: [Self.text("column"), "increase of the error"],
          rows: importances.prefix(Self.mostColumns).map { [$0.column, compact($0.increase)] }),
        caption: !answers.isEmpty
          ? "By how much the held-out RMSE rises when the values of a column are shuffled."
          : "By how much the held-out loss rises when the values of a column are shuffled."),
    ]
  }

  private static func text(_ title: String) -> Table.Column {
    Table.Column(title, alignment: .left)
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 60 ? text : "\(text.prefix(59))…"
  }
}
