internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Foundation

/// The implementation of `anneal runs export` for models.
public struct EngineRunsExportCommand: ParsableCommand {
  /// The help text, which `anneal` also shows.
  public static let configuration = RunsExportCommand.configuration

  /// The options.
  @OptionGroup public var options: RunsExportOptions

  /// Created by the argument parser.
  public init() {}

  /// Writes the model.
  public mutating func run() throws {
    let model = try TrainedModel(runFolder: options.model.folder(), best: options.model.best)
    let name = model.folder.lastPathComponent
    let output =
      options.output
      ?? (options.to == .safetensors ? "\(name).safetensors" : "\(name)-\(options.to.rawValue)")
    let url = URL(fileURLWithPath: output)
    if FileManager.default.fileExists(atPath: output) {
      throw CommandError.usage(
        "'\(output)' is there already; remove it, or name another with --output")
    }
    try OutputFile.check(output)
    switch options.to {
    case .safetensors:
      try model.pyTorchWeights().write(to: url, options: .atomic)
      say("wrote \(output)")
    case .torch:
      let examples = try model.exportPyTorch(to: url)
      say(
        "wrote \(output): model.py, weights.safetensors, "
          + (model.tokenizer == nil ? "" : "tokenizer.json, ") + "example.safetensors of "
          + "\(examples.inputs.shape[0]) \(examples.areHeldOut ? "held-out examples" : "random inputs")"
      )
    case .folder:
      try model.exportFolder(to: url)
      say("wrote \(output); use it with 'anneal predict \(shellQuoted(output)) INPUT'")
    case .csv, .jsonl, .tensorboard: preconditionFailure("'anneal' itself writes series")
    }
  }
}
