public import ArgumentParser
internal import Foundation
internal import Notation

/// Runs a command and ends the process with an exit code: 0 for success, 1 for failed work, 2 for
/// bad use, and 128 plus the signal's number after a signal.
public enum CommandRunner {
  /// Prepares the process for any command.
  ///
  /// Call it first, before anything is opened or started.
  public static func prepareProcess() {
    StandardOutput.prepare()
    // Report the limit on the size of files as an error, instead of ending the process.
    signal(SIGXFSZ, SIG_IGN)
    ProcessSignals.prepare()
    #if os(Linux)
      // Swift reads a program's arguments from /proc, and finds none if it is hidden.
      guard access("/proc/self/cmdline", R_OK) == 0 else {
        fail(ErrorReport(CommandError("/proc must be there: the arguments are read from it")))
      }
    #endif
  }

  /// Parses the process's arguments as `root`, runs the command, and exits.
  ///
  /// It uses only the caller's thread, and so works even if no thread can be started.
  public static func main(_ root: any ParsableCommand.Type) -> Never {
    do {
      var command = try parse(root)
      try command.run()
      try StandardOutput.finish()
      exit(0)
    } catch {
      end(with: error, root)
    }
  }

  /// The same for asynchronous commands.
  public static func mainAsynchronously(_ root: any ParsableCommand.Type) async -> Never {
    do {
      var command = try parse(root)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      try StandardOutput.finish()
      exit(0)
    } catch {
      end(with: error, root)
    }
  }

  private static func parse(_ root: any ParsableCommand.Type) throws -> any ParsableCommand {
    let arguments = CommandLine.arguments.dropFirst()
    try checkCommand(arguments, under: root)
    do { return try root.parseAsRoot() } catch {
      if root.exitCode(for: error) == .validationFailure {
        try checkOptions(arguments, under: root)
      }
      throw error
    }
  }

  /// Checks that the names of the options are known: the parser would report missing options first,
  /// which does not help someone who mistyped an option.
  static func checkOptions(
    _ arguments: some Collection<String>, under root: any ParsableCommand.Type
  ) throws {
    var command: any ParsableCommand.Type = root
    var path = [root._commandName]
    for word in arguments {
      let known = command.configuration.subcommands
      guard let next = known.first(where: { $0.configuration.commandName == word }) else { break }
      command = next
      path.append(word)
    }
    let help = root.helpMessage(for: command, columns: 200)
    let names =
      help.matches(of: /--[a-z][a-z-]*/).map { String($0.output) }
      + ["--help", "--generate-completion-script"]
    for word in arguments.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
      let name = String(word.prefix { $0 != "=" })
      guard !names.contains(name), !name.hasPrefix("---") else { continue }
      let hint = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
      throw CommandError.usage(
        "unknown option '\(name)'\(hint)\n  See '\(path.joined(separator: " ")) --help' for more "
          + "information.")
    }
  }

  /// Checks that the first words name commands: the parser would call a wrong word an unexpected
  /// argument, and answer `help` of an unknown command with the general help.
  package static func checkCommand(
    _ arguments: some Collection<String>, under root: any ParsableCommand.Type
  ) throws {
    var command: any ParsableCommand.Type = root
    var path: [String] = []
    for word in arguments.prefix(while: { !$0.hasPrefix("-") }) {
      if word == "help", path.isEmpty, command == root { continue }
      let known = command.configuration.subcommands
      if known.isEmpty { return }
      guard let next = known.first(where: { $0.configuration.commandName == word }) else {
        let names = known.compactMap { $0.configuration.commandName }
        let hint = nearestName(to: word, among: names).map { "; did you mean '\($0)'?" } ?? ""
        throw CommandError.usage(
          "unknown command '\((path + [word]).joined(separator: " "))'; expected one of "
            + "\(names.joined(separator: ", "))\(hint)")
      }
      command = next
      path.append(word)
    }
  }

  /// Ends the process with the requested help, or with the report of `error`.
  public static func end(with error: any Error, _ root: any ParsableCommand.Type) -> Never {
    guard root.exitCode(for: error) == .success else { fail(ErrorReport(error, from: root)) }
    say(root.fullMessage(for: error))
    do { try StandardOutput.finish() } catch { fail(ErrorReport(error, from: root)) }
    exit(0)
  }

  private static func fail(_ report: ErrorReport) -> Never {
    StandardOutput.flush()
    if let text = report.text { _ = writeAll(Array("anneal: \(text)\n".utf8), to: STDERR_FILENO) }
    exit(report.code)
  }
}
