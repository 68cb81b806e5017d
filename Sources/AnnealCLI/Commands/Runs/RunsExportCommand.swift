public import ArgumentParser
internal import Foundation
internal import Runs
internal import TrainingLogs

/// `anneal runs export`.
public struct RunsExportCommand: ParsableCommand {
  /// What `anneal runs export --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a run's series as other tools read them.",
    discussion: """
      csv: a table with a row for each step. jsonl: a JSON object for each step.
      tensorboard: an event file in FOLDER/RUN, with the series' names as tags; the
      store holds no time for each step, so the times lie evenly between the run's
      first and last.

      Examples:
        anneal runs export latest --to csv > run.csv
        anneal runs export digits-1 --to jsonl --series 'validation loss'
        anneal runs export digits-1 --to tensorboard --output logs
      """)

  /// What to write.
  enum Target: String, CaseIterable { case csv, jsonl, tensorboard }

  /// The run's name.
  @Argument(
    help: ArgumentHelp("The run's name, or 'latest'.", valueName: "run"),
    completion: Completions.runs)
  var name: String
  /// The form.
  @Option(
    help: ArgumentHelp("What to write: csv, jsonl or tensorboard.", valueName: "target"),
    completion: .list(Target.allCases.map(\.rawValue)),
    transform: { text in
      guard let target = Target(rawValue: text) else {
        throw Requirement("must be csv, jsonl or tensorboard")
      }
      return target
    })
  var to: Target
  /// Where to write.
  @Option(
    help: ArgumentHelp(
      "Write into this file, or for tensorboard into this folder; '-' is standard output.",
      valueName: "path"), completion: .file(), transform: OptionValue.path)
  var output: String?
  /// The series.
  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Only this series; may be given several times.", valueName: "name"))
  var series: [String] = []
  /// The folder of the runs.
  @OptionGroup var runs: RunsOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Checks that event files have a folder.
  public func validate() throws {
    guard to == .tensorboard, output == nil || output == "-" else { return }
    throw ValidationError("--to tensorboard needs a folder, given with --output")
  }

  /// Writes the series.
  public mutating func run() throws {
    let store = try runs.store(for: .read)
    let record = try runs.record(name, in: store)
    if let output, to != .tensorboard { try OutputFile.check(output) }
    let run = try log(of: record, in: store)
    switch to {
    case .csv: try write(run.csv)
    case .jsonl: try write(run.jsonLines)
    case .tensorboard:
      let file = try EventFileWriter(in: "\(output ?? ".")/\(record.id)", restart: 0)
      try run.write(
        to: file, from: record.created.timeIntervalSince1970,
        to: record.updated.timeIntervalSince1970)
      say("wrote \(file.path)")
    }
  }

  private func write(_ text: String) throws {
    guard let output, !OutputFile.isStandardOutput(output) else {
      say(text, terminator: "")
      return
    }
    try OutputFile.write(text, to: output)
    say("wrote \(output)")
  }

  private func log(of record: RunRecord, in store: RunStore) throws -> LogRun {
    let names = series.isEmpty ? try store.seriesNames(of: record.id) : series
    return LogRun(
      record.id,
      series: try names.map { name in
        let points = try store.series(name, of: record.id, from: .min)
        return LogRun.Series(name, steps: points.map(\.step), values: points.map(\.value))
      })
  }
}
