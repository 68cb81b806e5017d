public import ArgumentParser
internal import Charts
internal import LearningRate

/// `anneal schedule list`.
public struct ScheduleListCommand: ParsableCommand {
  /// What `anneal schedule list --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List shapes and modifiers with formula and a small picture.",
    discussion: """
      Examples:
        anneal schedule list
        anneal schedule list --json
      """)

  /// How to answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints the catalogue.
  public mutating func run() throws {
    let catalogue = ScheduleCatalogue.standard
    if output.json {
      try printJSON(
        catalogue.shapeWords.map { Entry(kind: "shape", word: $0) }
          + catalogue.modifierWords.map { Entry(kind: "modifier", word: $0) })
      return
    }
    let terminal = Terminal.standard
    print("Shapes: what the rate does from step to step. T stands for the rest of the run.\n")
    for word in catalogue.shapeWords { try show(word, on: terminal) }
    print("Modifiers: chained to a schedule with a dot, applied from left to right.\n")
    for word in catalogue.modifierWords { try show(word, on: terminal) }
  }

  private func show(_ word: ScheduleWord, on terminal: Terminal) throws {
    // Ten steps an epoch, so that the examples' epochs lie within the picture.
    let curve = try Schedule(word.example).resolved(steps: 1000, stepsPerEpoch: 10)
    let picture = sparkline(
      stride(from: 0, to: 1000, by: 25).map { curve.value(at: $0) }, glyphs: terminal.glyphs)
    for line in word.signature.split(separator: "\n") { print("  \(terminal.bold("\(line)"))") }
    print("    \(terminal.plain(word.summary))")
    for line in word.formula.split(separator: "\n") { print("    \(terminal.plain("\(line)"))") }
    print("    \(picture)  \(word.example)\n")
  }

  private struct Entry: Encodable {
    let kind, name, signature, formula, summary, example: String

    init(kind: String, word: ScheduleWord) {
      (self.kind, name, signature) = (kind, word.name, word.signature)
      (formula, summary, example) = (word.formula, word.summary, word.example)
    }
  }
}
