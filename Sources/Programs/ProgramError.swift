/// Why a program could not be run or read, in one sentence.
package struct ProgramError: Error, Hashable, CustomStringConvertible {
  /// What was wrong.
  package enum Kind: Hashable, Sendable {
    /// The command or an option has no meaning.
    case usage
    /// The program, or what it printed, was not what is needed.
    case program
    /// The caller stopped the work.
    case stopped
  }

  /// What was wrong.
  package let kind: Kind
  /// One sentence: what; expected; received.
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    (self.kind, self.description) = (kind, description)
  }

  /// The command or an option has no meaning.
  static func usage(_ description: String) -> ProgramError { ProgramError(.usage, description) }
  /// The program failed, or printed something else.
  static func program(_ description: String) -> ProgramError { ProgramError(.program, description) }
  /// The file could not be written or read; `code` is the system's.
  static func file(_ path: String, _ doing: String, _ code: Int32) -> ProgramError {
    ProgramError(.program, "cannot \(doing) \(path): \(systemReason(code))")
  }
}
