internal import Foundation

/// The failure of a command: one sentence for the user, and the exit code of the process.
public struct CommandError: Error, CustomStringConvertible {
  /// One sentence: what was expected, what was received, and what to do.
  public let description: String
  /// 1 for failed work, 2 for bad use, and 128 plus the signal's number for interrupted work.
  public let exitCode: Int32

  /// The failure of a command that was used correctly.
  public init(_ description: String) { (self.description, exitCode) = (description, 1) }

  private init(_ description: String, exitCode: Int32) {
    (self.description, self.exitCode) = (description, exitCode)
  }

  /// A command was used in a way that has no meaning.
  public static func usage(_ description: String) -> CommandError {
    CommandError(description, exitCode: 2)
  }

  /// A signal stopped the work. The sentence says what was stopped and what is left.
  public static func interruption(_ description: String, signal: Int32) -> CommandError {
    CommandError(description, exitCode: 128 + signal)
  }

  /// The file, or the stream, `name` could not be written; `code` is the system's.
  static func cannotWrite(_ name: String, because code: Int32) -> CommandError {
    CommandError("cannot write \(name): \(reason(code))")
  }
}

/// The system's words for `code`, as part of a sentence.
func reason(_ code: Int32) -> String {
  let text = String(cString: strerror(code))
  return text.prefix(1).lowercased() + text.dropFirst()
}
