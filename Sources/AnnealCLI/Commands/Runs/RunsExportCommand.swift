public import ArgumentParser
internal import Foundation
internal import Runs
internal import TrainingLogs

/// `anneal runs export`.
public struct RunsExportCommand: ParsableCommand {
  /// What `anneal runs export --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a run's series or model as other tools read them.",
    discussion: """
      csv: a table with a row for each step. jsonl: a JSON object for each step.
      tensorboard: an event file in FOLDER/RUN, with the series' names as tags; the
      store holds no time for each step, so the times lie evenly between the run's
      first and last.

      Of a run on your own data, the model with its last weights, or its best ones
      with --best. safetensors: the weights under PyTorch's names. torch: a folder with
      the weights and model.py, which rebuilds the network; 'python model.py' compares
      its outputs with Anneal's. folder: what 'anneal predict FOLDER' needs.

      Examples:
        anneal runs export latest --to csv > run.csv
        anneal runs export digits-1 --to jsonl --series 'validation loss'
        anneal runs export digits-1 --to tensorboard --output logs
        anneal runs export prices-1 --to torch --output prices
      """)

  /// The options.
  @OptionGroup public var options: RunsExportOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Writes the series; the engine writes models.
  public mutating func run() throws {
    guard !options.to.isModel else { try EngineLauncher.launch() }
    let store = try options.model.runs.store(for: .read)
    let record = try options.model.runs.record(options.model.run, in: store)
    if let output = options.output, options.to != .tensorboard { try OutputFile.check(output) }
    let run = try log(of: record, in: store)
    switch options.to {
    case .csv: try write(run.csv)
    case .jsonl: try write(run.jsonLines)
    case .tensorboard:
      let file = try EventFileWriter(in: "\(options.output ?? ".")/\(record.id)", restart: 0)
      try run.write(
        to: file, from: record.created.timeIntervalSince1970,
        to: record.updated.timeIntervalSince1970)
      say("wrote \(file.path)")
    case .safetensors, .torch, .folder: preconditionFailure("the engine writes models")
    }
  }

  private func write(_ text: String) throws {
    guard let output = options.output, !OutputFile.isStandardOutput(output) else {
      say(text, terminator: "")
      return
    }
    try OutputFile.write(text, to: output)
    say("wrote \(output)")
  }

  private func log(of record: RunRecord, in store: RunStore) throws -> LogRun {
    let names =
      options.series.isEmpty ? try store.seriesNames(of: record.id) : options.series
    return LogRun(
      record.id,
      series: try names.map { name in
        let points = try store.series(name, of: record.id, from: .min)
        return LogRun.Series(name, steps: points.map(\.step), values: points.map(\.value))
      })
  }
}
