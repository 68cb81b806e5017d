internal import Charts
internal import Foundation
internal import LearningRate
internal import Optimizers
package import Search

/// An advice as it is shown: in a terminal, or as one object of JSON.
package struct AdviceReport {
  private let advice: TrainingAdvice
  private let commands: AdviceCommands
  private let task: String?
  private let noise: GradientNoise?

  /// The advice for `task`, with what was measured of it; nil for both without a task.
  package init(
    _ advice: TrainingAdvice, commands: AdviceCommands, task: String? = nil,
    noise: GradientNoise? = nil
  ) {
    (self.advice, self.commands, self.task, self.noise) = (advice, commands, task, noise)
  }

  /// Prints it.
  package func show(_ output: OutputOptions) throws {
    if output.json {
      return try printJSON(AdviceAnswer(advice, commands, task: task, noise: noise))
    }
    let terminal = Terminal.standard
    var sources: [String] = []
    say(terminal.bold(terminal.plain(headline)))
    if let noise { say("measured", [measured(noise)], terminal) }
    say("")
    say("peak rate", [rate] + advice.rate.factors.map { text(of: $0, &sources) }, terminal)
    for line in advice.lines {
      let mark = mark(line.source, &sources)
      say(line.subject, ["\(line.value): \(line.reason)\(mark)"], terminal)
    }
    say("")
    // A command is never broken, so that it can be copied.
    for (name, command) in [
      ("train", commands.fit), ("export", commands.export), ("measure", commands.find),
    ] {
      if let command { say("\(terminal.dim(Self.padded(name))) \(command)") }
    }
    say("")
    if let quality { say("how good", [quality], terminal) }
    say("sources", sources.enumerated().map { "[\($0 + 1)] \($1)" }, terminal)
  }

  private var headline: String {
    let facts = advice.facts
    return "\(task.map { "\($0): " } ?? "")\(facts.kind.withArticle) with "
      + "\(abbreviated(Double(facts.parameters))) parameters, \(count(facts.steps, "step")) of "
      + count(facts.batchSize, "example")
      + (facts.examples.map { " out of \(abbreviated(Double($0)))" } ?? "")
  }

  private var rate: String {
    guard !advice.optimizer.rule.findsRate else { return compact(advice.rate.rate) }
    let interval = advice.rate.interval
    return "\(compact(advice.rate.rate)); in nine of ten cases a rate as good as the best is in "
      + "\(compact(interval.lowerBound)) … \(compact(interval.upperBound))"
  }

  private func text(of factor: AdvisedRate.Factor, _ sources: inout [String]) -> String {
    let isFirst = factor == advice.rate.factors.first
    let value = compact(factor.value).padding(toLength: 7, withPad: " ", startingAt: 0)
    return "\(isFirst ? "=" : "×") \(value) \(factor.name): \(factor.reason)"
      + mark(factor.source, &sources)
  }

  /// The numbers of the sources, which are separated by `; `, in the list below.
  private func mark(_ text: String?, _ sources: inout [String]) -> String {
    guard let text else { return "" }
    let numbers = text.split(separator: "; ").map { source -> String in
      let source = String(source)
      if let known = sources.firstIndex(of: source) { return "\(known + 1)" }
      sources.append(source)
      return "\(sources.count)"
    }
    return " [\(numbers.joined(separator: ", "))]"
  }

  /// How far such rates are off, beside the optimizer's typical rate and a search.
  private var quality: String? {
    guard let expected = advice.expectedRegret else { return nil }
    func text(_ regret: ExpectedRegret) -> String {
      "\(regret.medianText) and \(regret.ninetiethText)"
    }
    return
      "on a bank of small trainings the loss at such a rate was within \(text(expected)) "
      + "of the best, in half and in nine of ten cases; at typical rates within "
      + "\(text(AdviceConstants.typicalRegret)); after 'anneal find' \(text(.of(.sixth)))"
  }

  private func measured(_ noise: GradientNoise) -> String {
    let scale = noise.noiseScale.map { scale in
      "noise scale \(compact(scale)) examples"
        + (noise.noiseRange.map {
          " (\(compact($0.lowerBound)) … \(compact($0.upperBound)))"
        } ?? "")
    }
    return "gradient norm \(compact(noise.gradientNorm)), "
      + "\(scale ?? "noise scale larger than can be measured"), at the initial weights, over "
      + count(noise.batches, "batch", plural: "batches")
  }

  private static func padded(_ name: String) -> String {
    name.padding(toLength: max(name.count, 12), withPad: " ", startingAt: 0)
  }

  /// Paragraphs beside a name, broken at blanks if this is a terminal.
  private func say(_ name: String, _ paragraphs: [String], _ terminal: Terminal) {
    let indent = String(repeating: " ", count: 13)
    let lines = paragraphs.flatMap { text in
      terminal.isInteractive
        ? terminal.wrapped(terminal.plain(text), after: indent.count) : [terminal.plain(text)]
    }
    AnnealCLI.say(
      "\(terminal.dim(Self.padded(name))) \(lines.joined(separator: "\n" + indent))")
  }

  private func say(_ text: String) { AnnealCLI.say(text) }
}
