public import ArgumentParser
internal import Charts
internal import Optimizers

/// `anneal optimizers trace`.
public struct OptimizersTraceCommand: ParsableCommand {
  /// What `anneal optimizers trace --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Draw the path that optimizers take on a function of two variables.",
    discussion: """
      The functions: \(LandscapeCatalogue.standard.names.joined(separator: ", ")).
      The path is computed in float32, as for a model's parameters. Both variables are
      one parameter of two elements. It is the path of the trained values, even if the
      optimizer evaluates with an average.

      Examples:
        anneal optimizers trace adamw --function rosenbrock --rate 0.1 --steps 200
        anneal optimizers trace "sgd(momentum: 0.9)" adam --function beale --svg path.svg
        anneal optimizers trace sgd --function quadratic --start 3,1 --rate 0.1 --json
      """)

  /// The optimizers.
  @Argument(
    help: ArgumentHelp("The optimizers, one or several.", valueName: "optimizer"),
    transform: { try Optimizer($0) })
  var optimizers: [Optimizer]

  /// The function.
  @Option(
    help: ArgumentHelp("The function to go down.", valueName: "name"),
    completion: .list(LandscapeCatalogue.standard.names), transform: landscape)
  var function: any Landscape = LandscapeCatalogue.standard.landscapes[0]

  /// Where to start.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The starting point; the function's default when left out.", valueName: "x,y"),
    transform: OptionValue.point)
  var start: Point?

  /// The rate.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The learning rate; each optimizer's typical rate when left out.", valueName: "rate"),
    transform: OptionValue.positiveNumber())
  var rate: Double?

  /// The steps.
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Updates to make.", valueName: "number"),
    transform: OptionValue.wholeNumber(1...1_000_000))
  var steps: Int = 100

  /// The file for a chart of the paths.
  @OptionGroup var picture: PictureOptions

  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Computes, and draws or prints, the paths.
  public mutating func run() throws {
    guard !optimizers.isEmpty else {
      throw CommandError.usage("name an optimizer to trace, such as adamw")
    }
    try picture.check(beside: output)
    let start = start ?? Point(x: function.start.x, y: function.start.y)
    let traces = try optimizers.map { optimizer in
      try OptimizerTrace(
        optimizer, on: function, from: start, rate: rate ?? optimizer.rule.typicalRate,
        steps: steps)
    }
    let chart = chart(of: traces)
    if picture.isOnStandardOutput {
      // The picture says it all.
    } else if !output.json {
      let terminal = Terminal.standard
      say(
        chart.terminal(width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
      say("")
      for trace in traces { say(trace.sentence) }
    } else if traces.count == 1, let trace = traces.first {
      try printJSON(trace)
    } else {
      try printJSON(traces)
    }
    try picture.draw(chart, beside: output)
  }

  private func chart(of traces: [OptimizerTrace]) -> Chart {
    let paths = traces.map { trace in
      Series(
        trace.optimizer,
        points: ([trace.start] + trace.points).map {
          Series.Point(x: Double($0[0]), y: Double($0[1]))
        })
    }
    let minima = function.minima.map { Series.Point(x: $0.x, y: $0.y) }
    let (x, y) = function.view
    let corners = [
      Series.Point(x: x.lowerBound, y: y.lowerBound),
      Series.Point(x: x.upperBound, y: y.upperBound),
    ]
    let view = PlaneView(of: paths.map(\.points), landmarks: minima.isEmpty ? corners : minima)
    return Chart.plane(
      title: traces.count == 1 ? traces[0].optimizer : function.name,
      subtitle: traces.count == 1 ? "\(function.name): \(function.formula)" : function.formula,
      view: view, paths: paths, minima: minima, floor: function.least
    ) { function.value($0, $1) }
  }

  private static func landscape(_ name: String) throws -> any Landscape {
    let catalogue = LandscapeCatalogue.standard
    guard let landscape = catalogue.landscape(name) else {
      throw Requirement("must be one of \(catalogue.names.joined(separator: ", "))")
    }
    return landscape
  }
}

/// A point in the plane.
struct Point: Hashable, Sendable {
  let x, y: Double
}

extension OptionValue {
  /// Two numbers with a comma between.
  static func point(_ text: String) throws -> Point {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { Float(String($0.filter { $0 != " " })) }
    guard numbers.count == 2, let x = numbers[0], let y = numbers[1], x.isFinite, y.isFinite else {
      throw Requirement("must be two numbers with a comma between, such as -1.5,2")
    }
    return Point(x: Double(x), y: Double(y))
  }
}
