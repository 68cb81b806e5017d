public import ArgumentParser
internal import Charts
internal import LearningRate
internal import Notation

/// `anneal schedule list`.
public struct ScheduleListCommand: ParsableCommand {
  /// What `anneal schedule list --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List shapes, modifiers, plans and controllers, with formula and a small picture.",
    discussion: """
      Examples:
        anneal schedule list
        anneal schedule list --json
      """)

  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints the catalogue.
  public mutating func run() throws {
    let catalogue = ScheduleCatalogue.standard
    if output.json {
      try printJSON(
        catalogue.shapeWords.map { Entry(kind: "shape", word: $0) }
          + catalogue.modifierWords.map { Entry(kind: "modifier", word: $0) }
          + PlanClause.words.map { Entry(kind: "clause of a plan", word: $0) }
          + ControllerCatalogue.standard.words.map { Entry(kind: "controller", word: $0) })
      return
    }
    let terminal = Terminal.standard
    say("Shapes: what the rate does from step to step. T stands for the rest of the run.\n")
    for word in catalogue.shapeWords { try show(word, on: terminal) }
    say("Modifiers: chained to a schedule with a dot, applied from left to right.\n")
    for word in catalogue.modifierWords { try show(word, on: terminal) }
    say("Clauses: they follow a schedule and its modifiers, and make it the plan of a run.\n")
    for word in PlanClause.words { describe(word, on: terminal) }
    say("Controllers: the factor on every rate, for the clause controlled(by:).\n")
    for word in ControllerCatalogue.standard.words { describe(word, on: terminal) }
  }

  /// A word without a picture: what it does depends on the model or on what is measured.
  private func describe(_ word: NotationWord, on terminal: Terminal) {
    explain(word, on: terminal)
    say("    \(word.example)\n")
  }

  private func show(_ word: NotationWord, on terminal: Terminal) throws {
    // Ten steps an epoch, so that the examples' epochs lie within the picture.
    let curve = try Schedule(word.example).resolved(steps: 1000, stepsPerEpoch: 10)
    let width = min(40, terminal.width - 4)
    let picture = sparkline(
      (0..<width).map { curve.value(at: $0 * 1000 / width) }, glyphs: terminal.glyphs)
    explain(word, on: terminal)
    let fits = !terminal.isInteractive || 4 + width + 2 + word.example.count <= terminal.width
    say("    \(picture)\(fits ? "  " : "\n    ")\(word.example)\n")
  }

  private func explain(_ word: NotationWord, on terminal: Terminal) {
    for line in word.signature.split(separator: "\n") {
      show("\(line)", on: terminal, indent: 2) { terminal.bold($0) }
    }
    show(word.summary, on: terminal, indent: 4)
    for line in word.formula.split(separator: "\n") { show("\(line)", on: terminal, indent: 4) }
  }

  /// Prints a line; on a terminal, a long one is broken into several, indented ones.
  private func show(
    _ text: String, on terminal: Terminal, indent: Int, style: (String) -> String = { $0 }
  ) {
    let text = terminal.plain(text)
    let lines = terminal.isInteractive ? terminal.wrapped(text, after: indent + 2) : [text]
    for (index, line) in lines.enumerated() {
      say(String(repeating: " ", count: indent + (index == 0 ? 0 : 2)) + style(line))
    }
  }

  private struct Entry: Encodable {
    let kind, name, signature, formula, summary, example: String

    init(kind: String, word: NotationWord) {
      (self.kind, name, signature) = (kind, word.name, word.signature)
      (formula, summary, example) = (word.formula, word.summary, word.example)
    }
  }
}
