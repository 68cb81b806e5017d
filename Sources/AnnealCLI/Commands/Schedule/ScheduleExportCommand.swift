public import ArgumentParser
internal import Exchange
internal import LearningRate

/// `anneal schedule export`.
public struct ScheduleExportCommand: ParsableCommand {
  /// What `anneal schedule export --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a schedule or plan as code or configuration of another framework.",
    discussion: """
      The code runs as it is: with the framework's own schedulers where they have
      the same values, with the closed form or a table of the rates elsewhere.
      pytorch and transformers take whole plans: groups with rates of their own,
      momentum and weight decay on schedules. pytorch and keras take the controller
      plateau, csv and json all but controllers. deepspeed and transformers-args
      are configurations. What a target cannot say is refused.

      Examples:
        anneal schedule export "cosine(from: 3e-4, to: 0).warmup(5%)" \\
          --to pytorch --steps 10000
        anneal schedule export --to pytorch \\
          'cosine(from: 1e-3, to: 0).scaled(by: 10, in: "head.*")'
        anneal schedule export "cosine(from: 3e-4, to: 0).warmup(5%, from: 0)" \\
          --to transformers-args
        anneal schedule export "oneCycle(peak: 0.1)" --to keras --output schedule.py
        anneal schedule export "noam(width: 512, warmup: 4000)" --to csv
      """)

  /// The schedule or plan.
  @Argument(
    help: ArgumentHelp("The schedule or plan.", valueName: "notation"), transform: { try Plan($0) })
  var plan: Plan
  /// The framework.
  @Option(
    help: ArgumentHelp(
      "What to write: \(ExportTarget.names).", valueName: "target"),
    completion: .list(ExportTarget.allCases.map(\.rawValue)), transform: ExportTarget.named)
  var to: ExportTarget
  /// The run.
  @OptionGroup var length: RunLengthOptions
  /// The model's parameters.
  @OptionGroup var names: ParameterNamesOptions
  /// Where to write.
  @Option(
    help: ArgumentHelp("Write into this file; '-' is standard output.", valueName: "file"),
    completion: .file(), transform: OptionValue.path)
  var output: String?

  /// Parsed by the argument parser.
  public init() {}

  /// Prints the code, or writes it.
  public mutating func run() throws {
    if let output { try OutputFile.check(output) }
    let export = try ScheduleExport(
      plan, to: to, steps: length.steps ?? 1000, stepsPerEpoch: length.epochLength,
      parameters: try names.names())
    guard let output, !OutputFile.isStandardOutput(output) else {
      say(export.text, terminator: "")
      return
    }
    try OutputFile.write(export.text, to: output)
    let route =
      switch export.route {
      case .native: " with \(to.rawValue)'s own schedulers"
      case .formula: " as its closed form"
      case .table: " as a table of its rates"
      case nil: ""
      }
    say("wrote \(output)\(route)")
  }
}

extension ExportTarget {
  /// The targets' names, as a sentence lists them.
  static var names: String {
    let names = allCases.map(\.rawValue)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }

  /// Reads a target's name.
  static func named(_ text: String) throws -> ExportTarget {
    guard let target = ExportTarget(rawValue: text) else { throw Requirement("must be \(names)") }
    return target
  }
}
