public import ArgumentParser
internal import Foundation

/// `anneal doctor`.
public struct DoctorCommand: ParsableCommand {
  /// What `anneal doctor --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check what Anneal needs, and say what mends it.",
    discussion: """
      Examples:
        anneal doctor
        anneal doctor --runs /data/runs
        anneal doctor --json

      One line for each thing: 'ok'; 'wrong' if training needs it and it does not
      serve, followed by what mends it; 'absent' if only some uses need it. The exit
      code is 1 if anything is wrong. A small file is written in the folders of runs
      and downloads, and removed at once, to see whether they can be written.
      """)

  /// How long a program may take to answer, in seconds.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How long the engine may take to answer, in seconds.", valueName: "seconds"),
    transform: OptionValue.positiveNumber(upTo: 3600))
  var timeout = 30.0
  /// The folder of the runs.
  @OptionGroup var runs: RunsOptions
  /// The form of the answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints what was found; the exit code is 1 if something is wrong.
  public mutating func run() throws {
    let findings = found()
    if output.json { try printJSON(findings) } else { show(findings) }
    if findings.contains(where: { $0.state == .wrong }) { throw ExitCode(1) }
  }

  private func found() -> [Finding] {
    let installation = Installation.current
    return [.command(installation), .swift(within: timeout)]
      + EngineCheck(of: installation, within: timeout).findings()
      + [.runs(in: runs), .soundFiles(), .completions(installation)]
  }

  private func show(_ findings: [Finding]) {
    let terminal = Terminal.standard
    let (stateWidth, nameWidth) = (8, 12)
    for finding in findings {
      let state = finding.state.rawValue.padding(toLength: stateWidth, withPad: " ", startingAt: 0)
      let name = finding.name.padding(toLength: nameWidth, withPad: " ", startingAt: 0)
      let text = terminal.plain(
        [finding.text, finding.remedy].compactMap { $0 }.joined(separator: "; "))
      let indent = stateWidth + nameWidth
      let lines = terminal.isInteractive ? terminal.wrapped(text, after: indent) : [text]
      say(
        (finding.state == .wrong ? terminal.bold(state) : state) + terminal.dim(name)
          + lines.joined(separator: "\n" + String(repeating: " ", count: indent)))
    }
    let wrong = findings.count { $0.state == .wrong }
    say(
      wrong == 0 ? "\nall is well" : "\n\(count(wrong, "thing")) \(wrong == 1 ? "is" : "are") wrong"
    )
  }
}
