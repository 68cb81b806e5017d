public import Charts
internal import Foundation
internal import Records
public import Runs

/// The report of a run, as a chart and as a page, read from the store.
public struct RunReport {
  /// The run.
  public let record: RunRecord
  private let rate, loss: [SeriesPoint]
  private let validation: [(name: String, points: [SeriesPoint])]
  private let summary: FitSummary?
  private let standing: RunStanding
  private let details: ReportDetails?
  /// The settings and the results of the run.
  let facts: [(name: String, value: String)]
  /// The reason of a failed run.
  let verdict: String?

  /// Reads the run `id`.
  public init(of id: String, in store: RunStore) throws {
    let record = try store.run(id)
    let names = Set(try store.seriesNames(of: record.id))
    func series(_ name: String) throws -> [SeriesPoint] {
      names.contains(name) ? try store.series(name, of: record.id) : []
    }
    self.record = record
    (rate, loss) = (try series("rate"), try series("loss"))
    validation = try names.filter { $0.hasPrefix("validation ") }.sorted()
      .map { (String($0.dropFirst("validation ".count)), try series($0)) }
    summary = try record.summary?.decoded()
    let events = try store.events(of: record.id)
    standing = try store.standing(of: record)
    facts = try RunFacts(of: record, standing, summary: summary, events: events).facts
    let file = store.folder(of: record.id).appendingPathComponent(ReportDetails.file)
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    details = try? decoder.decode(ReportDetails.self, from: Data(contentsOf: file))
    verdict = RunFacts.verdict(on: standing, events: events)
  }

  /// Whether there is anything to draw.
  public var isEmpty: Bool { loss.isEmpty }

  /// Rate over loss over the other measures, by step.
  public var chart: Chart {
    var panels = [
      Panel(y: Axis("learning rate"), series: [Series("learning rate", points: Self.points(rate))])
    ]
    let span = max(1, loss.count / 50)
    let losses = Series.noisy(
      "training", points: Self.points(loss), factor: 1 - 1 / Double(max(2, span)))
    let held = validation.filter { $0.name == "loss" }
      .map { Series("validation", points: Self.points($0.points)) }
    let isPositive = (loss + validation.filter { $0.name == "loss" }.flatMap(\.points))
      .allSatisfy { $0.value > 0 }
    panels.append(
      Panel(y: Axis("loss", scale: isPositive ? .log : .linear), series: losses + held))
    for measure in validation where measure.name != "loss" {
      panels.append(
        Panel(
          y: Axis("validation \(measure.name)"),
          series: [Series("validation \(measure.name)", points: Self.points(measure.points))]))
    }
    return Chart(title: "\(record.id)", subtitle: subtitle, panels: panels)
  }

  /// A chart of only the rate and the loss, for a terminal.
  public var terminalChart: Chart {
    Chart(panels: Array(chart.panels.prefix(2)))
  }

  private var subtitle: String {
    summary.map { "\($0.optimizer), \($0.schedule)" } ?? standing.sentence
  }

  /// The page `report.html`.
  public var page: HTMLPage {
    HTMLPage(
      title: record.id, subtitle: subtitle,
      blocks: [
        .figures(figures),
        .chart(Chart(panels: pagePanels), caption: "Rate and loss over the steps of the run."),
      ] + (details?.blocks ?? []) + [
        .heading("Configuration"),
        .table(
          Table(
            columns: ["setting", Table.Column("value", alignment: .left)],
            rows: facts.filter { !["result", "best", "peak rate", "took"].contains($0.name) }
              .map { [$0.name, $0.value] }), caption: ""),
      ],
      footer: "Run \(record.id), \(RunFacts.time(record.created)), by Anneal.")
  }

  /// The panels of the chart; the recalls of the classes are left to the table of confusion.
  private var pagePanels: [Panel] {
    details?.confusion == nil
      ? chart.panels
      : chart.panels.filter { $0.series.first?.name.hasPrefix("validation recall ") != true }
  }

  private var figures: [HTMLPage.Figure] {
    var figures: [HTMLPage.Figure] = []
    for (name, value) in summary?.validation.sorted(by: { $0.key < $1.key }) ?? [] {
      figures.append(.init("validation \(name)", Self.text(name, value)))
    }
    if let summary {
      figures.append(.init("peak rate", compact(summary.rate)))
      figures.append(
        .init("steps", "\(summary.steps)", note: "in \(compact(summary.seconds)) s"))
    } else {
      figures.append(.init("status", standing.state.rawValue))
      figures.append(.init("steps", "\(loss.last.map { $0.step + 1 } ?? 0)"))
    }
    return figures
  }

  /// An accuracy in percent, anything else as a number.
  public static func text(_ measure: String, _ value: Double) -> String {
    measure.hasSuffix("accuracy") || measure.hasPrefix("recall ")
      ? "\(fixed(100 * value, decimals: 2)) %" : compact(value)
  }

  /// The final measures: `accuracy 97.77 %, loss 0.0789`.
  public static func text(_ validation: [String: Double]) -> String {
    validation.sorted { $0.key < $1.key }.map { "\($0.key) \(text($0.key, $0.value))" }
      .joined(separator: ", ")
  }

  /// A loss and other measures: `accuracy 97.77 %, loss 0.0789`.
  public static func text(loss: Double, _ measures: [String: Double]) -> String {
    text(measures.merging(["loss": loss]) { _, loss in loss })
  }

  private static func points(_ series: [SeriesPoint]) -> [Series.Point] {
    series.map { Series.Point(x: Double($0.step), y: $0.value) }
  }
}
