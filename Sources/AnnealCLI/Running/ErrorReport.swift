package import ArgumentParser
internal import Exchange
internal import Foundation
internal import LearningRate
internal import Notation
internal import Programs
internal import Runs

/// The report of a failed command: its text on standard error, and its exit code.
///
/// The text is one sentence. For a notation, a caret under it marks the mistake; for an option, a
/// line names the help. The code is 2 for bad use, 128 plus the signal for interrupted work, and 1
/// for everything else.
package struct ErrorReport {
  /// The text without the program's name; nil if everything was already printed.
  package let text: String?
  /// The process's exit code.
  package let code: Int32

  /// The report of a failure before any command was parsed.
  init(_ error: CommandError) { (text, code) = (error.description, error.exitCode) }

  /// The report of an `error` of parsing or running `root`.
  package init(_ error: any Error, from root: any ParsableCommand.Type) {
    switch error {
    case let error as ExitCode: (text, code) = (nil, error.rawValue)
    case let error as CommandError: (text, code) = (error.description, error.exitCode)
    case is NotationError, is ScheduleError: (text, code) = ("\(error)", 2)
    case let error as RunsError: (text, code) = ("\(error)", error.kind == .unknown ? 2 : 1)
    case let error as ProgramError: (text, code) = ("\(error)", error.kind == .usage ? 2 : 1)
    // a wrong file is not a mistake of the command line
    case let error as ExchangeError: (text, code) = ("\(error)", error.file == nil ? 2 : 1)
    case is DecodingError:
      text = "a stored record cannot be read; another version of Anneal may have written it"
      code = 1
    default:
      let isUsage = root.exitCode(for: error) == .validationFailure
      text = isUsage ? Self.usage(error, root) : Self.plain(error)
      code = isUsage ? 2 : 1
    }
  }

  private static func plain(_ error: any Error) -> String {
    // The descriptions of system errors are for programmers.
    let isForeign =
      type(of: error) is NSError.Type || error is CocoaError || error is POSIXError
      || error is EncodingError
    return isForeign ? error.localizedDescription : "\(error)"
  }

  /// The parser's message in our form, with a line that names the help.
  private static func usage(_ error: any Error, _ root: any ParsableCommand.Type) -> String {
    let message = root.message(for: error)
    let value = /(?s)The value '(.*)' is invalid for '(?:(--?[^\s']+) ?)?(?:<[^>]*>)?': (.+)/
    var sentence: String
    if let match = message.wholeMatch(of: value) {
      let (received, option, requirement) = (match.1, match.2, match.3)
      guard requirement.hasPrefix("must be ") else {
        // The error of a notation, which marks its mistake unless the notation is empty.
        let isEmpty = received.allSatisfy(\.isWhitespace)
        let text = isEmpty ? "a notation must not be empty" : String(requirement)
        return [option.map(String.init), text].compactMap { $0 }.joined(separator: ": ")
      }
      let hint = requirement.firstRange(of: "; did you mean ")?.lowerBound ?? requirement.endIndex
      sentence =
        "\(option ?? "it") \(requirement[..<hint]); received '\(received)'\(requirement[hint...])"
    } else {
      sentence = message.prefix(1).lowercased() + message.dropFirst()
      sentence = sentence.replacing(/\s*\n\s*/, with: " ")
        .replacing(". Did you mean", with: "; did you mean")
      if sentence.hasSuffix(".") { sentence.removeLast() }
    }
    let help = root.fullMessage(for: error).split(separator: "\n").first { $0.contains("See '") }
    return help.map { "\(sentence)\n  \($0.trimmingCharacters(in: .whitespaces))" } ?? sentence
  }
}
