public import ArgumentParser
internal import Charts
internal import Foundation
internal import LearningRate

/// `anneal schedule plot`.
public struct SchedulePlotCommand: ParsableCommand {
  /// What `anneal schedule plot --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "plot", abstract: "Draw one schedule or several, in the terminal or as SVG.",
    discussion: """
      Examples:
        anneal schedule plot "cosine(from: 3e-4, to: 3e-5, over: 95%).warmup(5%)" --steps 10000
        anneal schedule plot "linear(from: 1, to: 0)" "cosine(from: 1, to: 0)" --svg decays.svg
      """)

  /// The schedules.
  @Argument(help: "The schedules.") var notations: [String]
  /// The run.
  @OptionGroup var length: RunLengthOptions
  /// Whether the rate's axis is logarithmic.
  @Flag(help: "Draw the rate on a logarithmic axis.") var log = false
  /// Where to draw.
  @Option(help: ArgumentHelp("Draw into this SVG file.", valueName: "file")) var svg: String?
  /// The width in the terminal.
  @Option(help: ArgumentHelp("Columns to draw in; the terminal's.", valueName: "columns"))
  var width: Int?

  /// Parsed by the argument parser.
  public init() {}

  /// Draws.
  public mutating func run() throws {
    let steps = length.steps ?? 1000
    let series = try notations.map { notation in
      let schedule = try Schedule(notation)
      let curve = try schedule.resolved(steps: steps, stepsPerEpoch: length.epochLength)
      return Series(schedule.description, values: curve.values(0..<steps))
    }
    let chart = Chart(
      x: Axis("step"),
      panels: [
        Panel(
          title: series.count == 1 ? series[0].name : "",
          y: Axis("learning rate", scale: log ? .log : .linear), series: series)
      ])
    if let svg {
      try OutputFile.write(chart.svg(), to: svg)
      print("drew \(svg)")
    } else {
      let terminal = Terminal.standard
      print(
        chart.terminal(
          width: width ?? terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
    }
  }
}
