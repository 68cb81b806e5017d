public import ArgumentParser
internal import Models
internal import Notation

/// `anneal models`.
public struct ModelsCommand: ParsableCommand {
  /// What `anneal models --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "models", abstract: "The networks for your own data.",
    subcommands: [ModelsListCommand.self], defaultSubcommand: ModelsListCommand.self)

  /// Prints the list.
  public init() {}
}

/// `anneal models list`.
public struct ModelsListCommand: ParsableCommand {
  /// What `anneal models list --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the networks: formula, size, purpose and source.",
    discussion: """
      Examples:
        anneal models list
        anneal models list --json
        anneal fit prices.csv --model 'mlp(hidden: [128, 64], dropout: 0.2)'
      """)

  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints the catalogue.
  public mutating func run() throws {
    let words = ModelCatalogue.standard.words
    let scalings = ModelCatalogue.scalingWords
    if output.json { return try printJSON((words + scalings).map(Entry.init)) }
    let terminal = Terminal.standard
    say("Networks for own data, with their defaults; without --model one is chosen by size.\n")
    for word in words { show(word, terminal) }
    say("Behind a network and a dot, for a rate that was found with other sizes:\n")
    for word in scalings { show(word, terminal) }
  }

  private func show(_ word: NotationWord, _ terminal: Terminal) {
    say("  " + terminal.bold(word.signature))
    say("    \(word.summary)")
    say("    \(terminal.dim(word.formula))")
    say("    for      \(word.purpose)")
    say("    example  \(word.example)")
    if !word.source.isEmpty { say("    source   \(word.source)") }
    say("")
  }

  private struct Entry: Encodable {
    let name, signature, summary, formula, purpose, example, source: String

    init(_ word: NotationWord) {
      (name, signature, summary) = (word.name, word.signature, word.summary)
      (formula, purpose, example, source) = (word.formula, word.purpose, word.example, word.source)
    }
  }
}
