public import ArgumentParser
internal import Charts
public import Optimizers
internal import Search

/// `anneal scale width`.
public struct ScaleWidthCommand: ParsableCommand {
  /// What `anneal scale width --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "width",
    abstract: "The factors of initial values and rates for another width and depth.",
    discussion: """
      In µP, the rate that is best for a narrow network is best for a wide one, if
      initial values and rates of each kind of tensor are multiplied by these
      factors. CompleteP does the same for the number of residual blocks. The
      table is for PyTorch's usual initial values, in any framework; Anneal
      applies it to a model that is written with .muP or .completeP and a base.

      Examples:
        anneal scale width --from 32 --to 256
        anneal scale width --rate 3e-3 --from 64 --to 512 --optimizer muon
        anneal scale width --from 64 --to 512 --layers-from 2 --layers-to 12 --json
      """)

  /// The width of the network for which the rate is known.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The width for which the rate is known.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  var from: Int

  /// The width of the other network.
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The other width.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  var to: Int

  /// The number of blocks for which the rate is known.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The residual blocks for which the rate is known.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  var layersFrom: Int?

  /// The number of blocks of the other network.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The residual blocks of the other network.", valueName: "number"),
    transform: OptionValue.wholeNumber())
  var layersTo: Int?

  /// The known rate.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The rate, to be multiplied (default: factors only).", valueName: "number"),
    transform: OptionValue.positiveNumber(upTo: 1e100))
  var rate: Double?

  /// The optimizer.
  @Option(
    help: ArgumentHelp("The optimizer (default: adamw).", valueName: "notation"),
    transform: { try Optimizer($0) })
  var optimizer: Optimizer?

  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Checks that the depths are given together.
  public func validate() throws {
    if (layersFrom == nil) != (layersTo == nil) {
      throw ValidationError("--layers-from and --layers-to are given together")
    }
  }

  /// Prints the factors.
  public mutating func run() throws {
    let scale = WidthScale(
      optimizer ?? .adamw(), from: from, to: to,
      depth: Double(layersTo ?? 1) / Double(layersFrom ?? 1))
    guard let rows = scale.rows else {
      throw CommandError.usage(
        "µP is known for SGD, for Adam and rules like it, and for Muon; received "
          + "\(optimizer ?? .adamw())")
    }
    if output.json { return try printJSON(rows) }
    let terminal = Terminal.standard
    let table = Table(
      columns: [
        "tensor", "initial values ×", rate == nil ? "rate ×" : "rate", "weight decay ×",
      ],
      rows: rows.map { row in
        [
          row.tensor, compact(row.factors.initial), compact((rate ?? 1) * row.factors.rate),
          row.hasDecay ? compact(row.factors.decay) : "–",
        ]
      })
    say(table.terminal(width: terminal.width, glyphs: terminal.glyphs))
    if from != to {
      say("\nAttention over heads of d features: scale √d₀/d, where d₀ is that of width \(from).")
    }
    say(terminal.dim("Check it with 'anneal scale check'; docs/scaling.md has what it is worth."))
  }
}
