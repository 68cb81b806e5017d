public import Foundation

/// What went wrong with the store of runs or with a checkpoint, and what to do.
public struct RunsError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// The families of faults a caller may want to tell apart.
  public enum Kind: Hashable, Sendable {
    /// Another process holds the database.
    case locked
    /// The folder or the database was moved, removed or replaced while it was open.
    case moved
    /// The bytes on disk are not what was written.
    case damaged
    /// A newer version of the program wrote the file.
    case newer
    /// There is no such run, series, checkpoint or folder.
    case unknown
    /// The row exists already.
    case duplicate
    /// A name or a value cannot be stored.
    case invalid
    /// The folder or the file may not be written.
    case unwritable
    /// The disk, or a limit on the size of files, has no room left.
    case diskFull
    /// The operating system failed to read or write.
    case inputOutput
  }

  /// The family of the fault.
  public let kind: Kind
  /// The path, or the thing inside a file, that is meant.
  public let subject: String
  /// What was required.
  public let requirement: String
  /// What was there instead.
  public let received: String
  /// What the user can do about it.
  public let advice: String?
  /// For a damaged checkpoint, the steps of those before it that are intact.
  public let intactSteps: [Int]

  /// Makes an error from its parts.
  public init(
    _ kind: Kind, _ subject: String, requirement: String, received: String, advice: String? = nil,
    intactSteps: [Int] = []
  ) {
    self.kind = kind
    self.subject = subject
    self.requirement = requirement
    self.received = received
    self.advice = advice
    self.intactSteps = intactSteps
  }

  /// The whole fault in one sentence.
  public var description: String {
    "\(subject): \(requirement); received \(received)" + (advice.map { "; \($0)" } ?? "")
  }

  /// The same sentence, for interfaces that ask Foundation.
  public var errorDescription: String? { description }

  /// The error for a system call that failed with `code` on the file at `path`.
  static func system(_ code: Int32, _ path: String, writing: Bool = true) -> RunsError {
    let text = "\"\(String(cString: strerror(code)))\""
    if [ENOSPC, EDQUOT, EFBIG].contains(code) {
      return RunsError(
        .diskFull, path, requirement: "there must be room to write the file", received: text,
        advice: "free some space or raise the limit (ulimit -f), then try again")
    }
    if [EACCES, EPERM, EROFS].contains(code) {
      return RunsError(
        .unwritable, path, requirement: "it must be \(writing ? "writable" : "readable")",
        received: text, advice: "change its permissions or choose another folder for the runs")
    }
    return RunsError(
      .inputOutput, path, requirement: "the file must be \(writing ? "written" : "read")",
      received: text)
  }
}
