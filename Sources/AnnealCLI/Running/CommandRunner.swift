public import ArgumentParser
internal import Foundation
internal import LearningRate
internal import Notation
internal import Runs

/// Runs a command and ends the process: 0 when all went well, 1 when the work failed, 2 for bad use.
public enum CommandRunner {
  /// Parses the process's arguments as `root`, runs what they say, and exits.
  public static func main(_ root: any ParsableCommand.Type) async -> Never {
    do {
      var command = try root.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      exit(0)
    } catch {
      end(with: error, root)
    }
  }

  private static func end(with error: any Error, _ root: any ParsableCommand.Type) -> Never {
    let code = root.exitCode(for: error)
    if code == .success {
      print(root.fullMessage(for: error))
      exit(0)
    }
    if let code = error as? ExitCode { exit(code.rawValue) }
    let isBadUse = code == .validationFailure || Self.isBadUse(error)
    let message = code == .validationFailure ? usage(root, error) : "\(error)"
    FileHandle.standardError.write(Data("anneal: \(message)\n".utf8))
    exit(isBadUse ? 2 : 1)
  }

  /// The parser's sentence, and where to read on.
  private static func usage(_ root: any ParsableCommand.Type, _ error: any Error) -> String {
    let message = root.message(for: error)
    let sentence = message.prefix(1).lowercased() + message.dropFirst()
    let full = root.fullMessage(for: error).split(separator: "\n")
    let help = full.first { $0.contains("See '") }?.trimmingCharacters(in: .whitespaces)
    return help.map { "\(sentence.trimmingSuffix("."))\n  \($0)" } ?? sentence
  }

  private static func isBadUse(_ error: any Error) -> Bool {
    switch error {
    case is NotationError, is ScheduleError, is UsageError: true
    case let error as RunsError: error.kind == .unknown
    default: false
    }
  }
}

/// A command that was asked for something it cannot mean.
public struct UsageError: Error, CustomStringConvertible {
  /// One sentence: what was expected, what was received.
  public let description: String

  /// An error with this sentence.
  public init(_ description: String) { self.description = description }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
