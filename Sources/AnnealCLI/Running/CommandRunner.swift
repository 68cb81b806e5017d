public import ArgumentParser
internal import Foundation
internal import Notation

/// Runs a command and ends the process: 0 when all went well, 1 when the work failed, 2 for bad use,
/// 130 when Ctrl-C ended it.
public enum CommandRunner {
  /// Parses the process's arguments as `root`, runs what they say, and exits.
  public static func main(_ root: any ParsableCommand.Type) async -> Never {
    do {
      try checkCommand(CommandLine.arguments.dropFirst(), under: root)
      var command = try root.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      try finishOutput()
      exit(0)
    } catch {
      end(with: error, root)
    }
  }

  /// Sees that the words in front name commands: the parser would call a wrong one an argument too
  /// many.
  package static func checkCommand(
    _ arguments: some Collection<String>, under root: any ParsableCommand.Type
  ) throws {
    var command: any ParsableCommand.Type = root
    var path: [String] = []
    for word in arguments.prefix(while: { !$0.hasPrefix("-") }) {
      let known = command.configuration.subcommands
      if known.isEmpty || word == "help" { return }
      guard let next = known.first(where: { $0.configuration.commandName == word }) else {
        let names = known.compactMap { $0.configuration.commandName }
        let hint = nearestName(to: word, among: names).map { "; did you mean '\($0)'?" } ?? ""
        throw UsageError(
          "unknown command '\((path + [word]).joined(separator: " "))'; expected one of "
            + "\(names.joined(separator: ", "))\(hint)")
      }
      command = next
      path.append(word)
    }
  }

  private static func end(with error: any Error, _ root: any ParsableCommand.Type) -> Never {
    if root.exitCode(for: error) == .success {
      print(root.fullMessage(for: error))
      exit(fflush(nil) == 0 ? 0 : 1)
    }
    let report = ErrorReport(error, from: root)
    fflush(nil)
    if let text = report.text {
      try? FileHandle.standardError.write(contentsOf: Data("anneal: \(text)\n".utf8))
    }
    exit(report.code)
  }
}
