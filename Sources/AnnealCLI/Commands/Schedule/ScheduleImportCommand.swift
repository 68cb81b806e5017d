public import ArgumentParser
internal import Charts
internal import Exchange
internal import Foundation
internal import LearningRate
internal import TrainingLogs

/// `anneal schedule import`.
public struct ScheduleImportCommand: ParsableCommand {
  /// What `anneal schedule import --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Find the notation of another framework's schedule, state, configuration or log.",
    discussion: """
      Logs: tables with a header (Keras, Lightning, YOLO, timm, downloads of
      TensorBoard and Weights & Biases), lines of JSON (detectron2, DETR,
      OpenMMLab), trainer_state.json, Keras's History, TensorBoard event files,
      databases of Anneal, MLflow and Trackio, and the lines of llm.c and nanoGPT;
      also a folder of them, or a pattern in quotes. The answer is the plainest
      schedule that has their rates, with lengths in what the log counts: one for
      each column where groups of parameters have their own, as lr/pg0 and lr/pg1.
      Where none comes within 1e-3 of the largest rate, the exit code is 1.
      States: scheduler.pt, or a scheduler's state_dict in JSON. Nothing in them is
      run. Configurations: TrainingArguments, axolotl, LLaMA-Factory, DeepSpeed,
      timm, ultralytics, OpenMMLab, Keras, Lightning. Both are exact.

      Examples:
        anneal schedule import trainer_state.json
        anneal schedule import runs/events.out.tfevents.17 --column train/lr
        anneal schedule import metrics.csv --column lr-AdamW --steps 10000
        anneal schedule import runs --run digits-1
        anneal schedule import scheduler.pt
        anneal schedule import training_args.yaml --steps 1500
      """)

  /// The log, state or configuration, a folder of logs, or a pattern for their names.
  @Argument(
    help: ArgumentHelp(
      "The file, folder or pattern; '-' is standard input.", valueName: "file"),
    completion: .file(), transform: OptionValue.path)
  var file: String
  /// The length of the run in the unit of the log.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The length of the run in what the log counts, if the log ends before it.",
      valueName: "number"),
    transform: OptionValue.wholeNumber())
  var steps: Int?
  /// The column that holds the rate.
  @Option(help: ArgumentHelp("The column of the rate.", valueName: "name"))
  var column: String?
  /// The column of the steps or epochs at which the rates were logged.
  @Option(help: ArgumentHelp("The column that counts steps or epochs.", valueName: "name"))
  var stepColumn: String?
  /// The run that is read where the file holds several.
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("The run, where the file holds several.", valueName: "name"))
  var runName: String?
  /// Whether a schedule is printed that does not fit.
  @Flag(help: "Take the nearest schedule, however far off it is.")
  var nearest = false
  /// Whether the answer is text or JSON.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints the notation, or JSON.
  public mutating func run() throws {
    let found = try imported()
    if let refusal = found.refusal, !nearest { throw refusal }
    if output.json {
      try printJSON(Answer(found))
      return
    }
    for group in found.groups { say(group.notation) }
    say("\n" + provenance(of: found))
    for note in found.notes { say(note) }
    guard !found.runnersUp.isEmpty else { return }
    let table = Table(
      columns: ["others", "off by at most", "rms"],
      rows: found.runnersUp.map {
        [$0.notation, fraction($0.deviation), fraction($0.rootMeanSquare)]
      })
    say("\n" + table.terminal(width: Terminal.standard.width, glyphs: Terminal.standard.glyphs))
  }

  private func imported() throws -> ScheduleImport {
    let choices = ScheduleImport.Choices(
      steps: steps, column: column, counter: stepColumn, run: runName)
    switch try LogInput(file) {
    case .stored(let path, let size):
      let terminal = Terminal.standard
      // a long log, or one that few models fit, takes seconds
      terminal.overwriteLine("reading \(abbreviated(Double(size)))B of \(path)")
      defer { terminal.overwriteLine("") }
      return try ScheduleImport(path: path, choices: choices)
    case .stream(let log): return try ScheduleImport(log, choices: choices)
    }
  }

  /// Sentences that say what the answer was found in, and how exactly.
  private func provenance(of found: ScheduleImport) -> String {
    guard let points = found.points, let steps = found.steps, let best = found.groups.first else {
      return "exactly, from \(found.source)"
    }
    let deviations = found.groups.map { group in
      (group.column.map { "'\($0)' is " } ?? "")
        + "off by \(fraction(group.deviation)) of the largest rate at most, "
        + "rms \(fraction(group.rootMeanSquare))"
    }.joined(separator: "; ")
    let unit = found.unit == .epochs ? "epochs" : "steps"
    let counter = found.counter.map { "by '\($0)'" } ?? "by their rows"
    return "fitted to \(points) rates of '\(found.source)' \(counter), over \(steps) \(unit); "
      + deviations
      + (best.lag == 1 && unit == "steps"
        ? "\nthe log gives each rate a step after the update that used it" : "")
  }

  /// A fraction with two digits; nothing for nil.
  private func fraction(_ value: Double?) -> String {
    value.map { $0 == 0 ? "0" : String(format: "%.1e", $0) } ?? ""
  }

  private struct Answer: Encodable {
    let source: String
    let stepColumn, unit: String?
    let steps, points: Int?
    let fits: Bool
    let notes: [String]
    let groups, others: [Entry]

    init(_ found: ScheduleImport) {
      (source, steps, points) = (found.source, found.steps, found.points)
      (stepColumn, unit, notes) = (found.counter, found.unit?.rawValue, found.notes)
      fits = found.refusal == nil
      (groups, others) = (found.groups.map(Entry.init), found.runnersUp.map(Entry.init))
    }
  }

  private struct Entry: Encodable {
    let notation: String
    let column: String?
    let deviation, rms: Double?
    let lag: Int

    init(_ schedule: ImportedSchedule) {
      (notation, column) = (schedule.notation, schedule.column)
      (deviation, rms) = (schedule.deviation, schedule.rootMeanSquare)
      lag = schedule.lag
    }
  }
}
