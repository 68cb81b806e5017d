internal import Charts
internal import LearningRate
internal import Optimizers
package import Search

/// What to do with an advice: commands that can be pasted into a shell.
package struct AdviceCommands: Hashable, Sendable, Encodable {
  /// Trains under the advised plan; nil for a program of the user's, which other frameworks train.
  package let fit: String?
  /// Writes the schedule for another framework; nil for a task.
  package let export: String?
  /// Measures the rate; nil for an optimizer that finds its own.
  package let find: String?

  /// For a task: the given arguments, without those that the advice replaces.
  ///
  /// - Parameter arguments: those after `advise`, as they were given.
  package init(_ advice: TrainingAdvice, arguments: [String]) {
    let kept = Self.kept(arguments)
    let common =
      ["--optimizer", "\(advice.optimizer)"]
      + (advice.clipping.map { ["--clip", "\($0)"] } ?? [])
    fit = Self.line(["fit"] + kept + common + ["--schedule", "\(advice.plan)"])
    find =
      advice.optimizer.rule.findsRate
      ? nil : Self.line(["find"] + kept + common + ["--schedule", "\(advice.plan)"])
    export = nil
  }

  /// For a program of the user's.
  package init(ofProgram advice: TrainingAdvice) {
    let steps = "\(advice.facts.steps)"
    fit = nil
    export = Self.line(
      ["schedule", "export", "\(advice.plan)", "--to", "pytorch", "--steps", steps])
    find =
      advice.optimizer.rule.findsRate
      ? nil
      : Self.line([
        "find", "--steps", steps, "--optimizer", "\(advice.optimizer)", "--near",
        compact(advice.rate.rate),
      ]) + " -- python train.py --lr {rate} --steps {steps}"
  }

  /// The options that the advice says anew, or that other commands do not have.
  private static let replaced: Set = ["--optimizer", "--schedule", "--clip", "--kind"]

  private static func kept(_ arguments: [String]) -> [String] {
    var kept: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      let option = String(word.prefix { $0 != "=" })
      if option == "--json" { continue }
      if replaced.contains(option) {
        if option == word { rest = rest.dropFirst() }
        continue
      }
      kept.append(option == "--batch" ? "--batch-size" + word.dropFirst(option.count) : word)
    }
    return kept
  }

  private static func line(_ words: [String]) -> String {
    (["anneal"] + words).map(quoted).joined(separator: " ")
  }

  /// `word` as a shell reads it back.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,+@%".contains($0))
    }
    return isPlain && !word.isEmpty
      ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
  }
}
