public import ArgumentParser
internal import Charts
internal import Foundation
internal import Records
internal import Runs

/// `anneal runs show`.
public struct RunsShowCommand: ParsableCommand {
  /// What `anneal runs show --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run: its settings, its events and its results.",
    discussion: """
      Examples:
        anneal runs show digits-1
        anneal runs show latest --json
      """)

  /// The run's name.
  @Argument(
    help: ArgumentHelp("The run's name, or 'latest'.", valueName: "run"),
    completion: Completions.runs)
  var name: String
  /// The folder of the runs.
  @OptionGroup var runs: RunsOptions
  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints facts and chart, or JSON with every series.
  public mutating func run() throws {
    let store = try runs.store(for: .read)
    let record = try runs.record(name, in: store)
    if output.json {
      try printJSON(try RunDetails(of: record, in: store))
      return
    }
    let terminal = Terminal.standard
    let report = try RunReport(of: record.id, in: store)
    say(terminal.bold("run \(record.id)"))
    for fact in report.facts { terminal.printFact(fact.name, fact.value) }
    for event in try store.events(of: record.id) where !["found", "failed"].contains(event.kind) {
      terminal.printFact(event.kind, "at step \(event.step)\(Self.details(of: event))")
    }
    let page = "\(runs.folder)/\(record.id)/report.html"
    if FileManager.default.fileExists(atPath: page) { terminal.printFact("report", page) }
    if !report.isEmpty {
      say("")
      say(
        report.terminalChart.terminal(
          width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
    }
    if let verdict = report.verdict {
      say("")
      terminal.printFact("verdict", verdict)
    }
  }

  /// The text of an event after its kind and its step.
  private static func details(of event: RunEvent) -> String {
    switch RecordedEvent(event) {
    case .acted(let act): ", \(act.act), by \(act.author)"
    case .controlled(let controller, _, _, let factor):
      ", \(controller): the factor on every rate is now \(compact(factor))"
    case .changed(let name, let before, let now): ", \(name) \(now) from here on, \(before) before"
    case .restored(let updates): ", to the weights after \(count(updates, "update"))"
    case .ended(let controller): ", by \(controller)"
    case .unreached(let parameters): ": no gradient reached \(parameters.joined(separator: ", "))"
    case .unseen(let properties):
      ": \(properties.joined(separator: ", ")) may hold tensors that are neither trained nor saved"
    case .idle(let controller, let measurements, let needed):
      ": \(controller) gets \(count(measurements, "measurement")) and needs \(needed)"
    default: ""
    }
  }
}
