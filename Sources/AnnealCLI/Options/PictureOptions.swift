public import ArgumentParser
public import Charts

/// The file into which a command draws.
public struct PictureOptions: ParsableArguments {
  /// The file.
  @Option(
    help: ArgumentHelp(
      "Draw into this SVG file; '-' draws to standard output, without other output.",
      valueName: "file"), completion: .file(extensions: ["svg"]), transform: OptionValue.path)
  public var svg: String?

  /// The options' defaults.
  public init() {}

  /// Whether the picture goes to standard output; the command then prints nothing else there.
  public var isOnStandardOutput: Bool { svg.map(OutputFile.isStandardOutput) ?? false }

  /// Checks that the picture can be written, before hours of work.
  ///
  /// - Throws: `CommandError` that names the file.
  public func check(beside output: OutputOptions) throws {
    if isOnStandardOutput, output.json {
      throw CommandError.usage(
        "--svg - and --json would both write to standard output; leave one out")
    }
    if let svg { try OutputFile.check(svg) }
  }

  /// Draws the picture if it was asked for, and says so unless the output is JSON.
  ///
  /// - Throws: `CommandError` that names the file.
  public func draw(_ chart: @autoclosure () -> Chart, beside output: OutputOptions) throws {
    guard let svg else { return }
    try OutputFile.write(chart().svg(), to: svg)
    if !output.json, !isOnStandardOutput { say("drew \(svg)") }
  }
}
