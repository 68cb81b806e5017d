internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Foundation
internal import Training

/// The implementation of `anneal generate`.
public struct EngineGenerateCommand: ParsableCommand {
  /// The help text, which `anneal` also shows.
  public static let configuration = GenerateCommand.configuration

  /// The options.
  @OptionGroup public var options: GenerateOptions

  /// Created by the argument parser.
  public init() {}

  /// Writes the text.
  public mutating func run() throws {
    let model = try TrainedModel(runFolder: options.model.folder(), best: options.model.best)
    var sampling = TokenSampling()
    sampling.temperature = options.temperature
    (sampling.topK, sampling.topP) = (options.topK, options.topP)
    var generator: TextGenerator
    do {
      generator = try model.generator(
        prompt: options.prompt, sampling: sampling, seed: options.seed)
    } catch let error as TrainingError {
      throw CommandError.usage("\(error)")
    }
    Interruption.listen()
    defer { Interruption.stopListening() }
    // A new line is where a text begins, and need not be seen.
    if options.prompt != "\n" { try show(options.prompt) }
    let start = ContinuousClock.now
    var (text, count) = ("", 0)
    while count < options.tokens, !Interruption.hasCome {
      let piece = try generator.write()
      text += piece
      count += 1
      try show(piece)
    }
    let rest = generator.finish()
    try show(rest)
    let answer = Answer(
      run: model.folder.lastPathComponent, step: model.step, prompt: options.prompt,
      text: text + rest, tokens: count, seconds: (ContinuousClock.now - start) / .seconds(1))
    try end(answer)
    if Interruption.hasCome {
      throw CommandError.interruption(
        "stopped after \(AnnealCLI.count(count, "token"))", signal: Interruption.signal)
    }
  }

  private func show(_ text: String) throws {
    guard !text.isEmpty else { return }
    if options.output.json { return try printJSON(["text": text]) }
    say(text, terminator: "")
    StandardOutput.flush()
  }

  private func end(_ answer: Answer) throws {
    if options.output.json { return try printJSON(answer) }
    say()
    StandardOutput.flush()
    let speed = Int(answer.tokensPerSecond.rounded())
    let told = "\(AnnealCLI.count(answer.tokens, "token")), \(speed) per second\n"
    FileHandle.standardError.write(Data(told.utf8))
  }

  private struct Answer: Encodable {
    let run: String
    let step: Int
    let prompt: String
    let text: String
    let tokens: Int
    let seconds: Double
    let tokensPerSecond: Double

    init(run: String, step: Int, prompt: String, text: String, tokens: Int, seconds: Double) {
      (self.run, self.step, self.prompt, self.text) = (run, step, prompt, text)
      (self.tokens, self.seconds) = (tokens, seconds)
      tokensPerSecond = seconds > 0 ? Double(tokens) / seconds : 0
    }
  }
}
