public import ArgumentParser
internal import Charts
internal import Notation
internal import Optimizers

/// `anneal optimizers list`.
public struct OptimizersListCommand: ParsableCommand {
  /// What `anneal optimizers list --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the optimizers: formula, memory, purpose and source.",
    discussion: """
      The memory is the size of the history for each parameter of a 1000 × 1000 matrix,
      in bytes, in addition to the parameter and its gradient.

      Examples:
        anneal optimizers list
        anneal optimizers list --json
      """)

  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints the catalogue.
  public mutating func run() throws {
    let catalogue = OptimizerCatalogue.standard
    let rules = catalogue.rules.map { OptimizerEntry(of: $0.init(), isModifier: false) }
    let modifiers = catalogue.modifiers.map {
      OptimizerEntry(of: $0.init(.sgd()), isModifier: true)
    }
    if output.json { return try printJSON(rules + modifiers) }
    let terminal = Terminal.standard
    say("Optimizers, with their defaults. η is the learning rate, g the gradient.\n")
    for entry in rules { show(entry, on: terminal) }
    say("Modifiers: written after an optimizer with a dot; there may be several.\n")
    for entry in modifiers { show(entry, on: terminal) }
  }

  private func show(_ entry: OptimizerEntry, on terminal: Terminal) {
    say("  " + terminal.bold(entry.signature))
    say("    \(entry.summary)")
    for line in entry.formula.split(separator: "\n") { say("    \(terminal.dim("\(line)"))") }
    say("    for      \(entry.purpose)")
    let more = entry.isModifier ? " more" : ""
    say("    memory   \(compact(entry.bytesPerParameter, digits: 3)) bytes\(more) per parameter")
    say("    source   \(entry.source)\n")
  }
}

/// An optimizer in a list.
struct OptimizerEntry: Encodable {
  let name, signature, summary, formula, purpose, source: String
  let isModifier, findsRate: Bool
  let bytesPerParameter, typicalRate: Double

  init(of rule: any UpdateRule, isModifier: Bool) {
    self.init(rule, isModifier)
  }

  private init<Rule: UpdateRule>(_ rule: Rule, _ isModifier: Bool) {
    (name, summary, formula) = (Rule.word.name, Rule.word.summary, Rule.word.formula)
    (purpose, source) = (Rule.word.purpose, Rule.word.source)
    signature = (isModifier ? "." : "") + rule.signature
    self.isModifier = isModifier
    (findsRate, typicalRate) = (rule.findsRate, rule.typicalRate)
    let matrix = [ParameterShape("body.0.weight", [1000, 1000])]
    let base = rule.base.map { StateLayout($0.rule, matrix).bytesPerElement } ?? 0
    bytesPerParameter = StateLayout(rule, matrix).bytesPerElement - base
  }
}
