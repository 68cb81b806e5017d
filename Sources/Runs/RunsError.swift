public import Foundation

/// A fault of the store of runs or of a checkpoint, with advice.
public struct RunsError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// The kinds of faults that a caller can distinguish.
  public enum Kind: Hashable, Sendable {
    /// Another process holds the database.
    case locked
    /// The folder or the database was moved, removed or replaced while it was open.
    case moved
    /// The bytes on disk differ from those that were written.
    case damaged
    /// A newer version of the program wrote the file.
    case newer
    /// The run, series, checkpoint or folder does not exist.
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

  /// The kind of the fault.
  public let kind: Kind
  /// The path, or the item in a file, that the fault is about.
  public let subject: String
  /// The requirement.
  public let requirement: String
  /// What was found instead.
  public let received: String
  /// Advice for the user.
  public let advice: String?
  /// For a damaged checkpoint, the steps of the intact ones before it.
  public let intactSteps: [Int]

  /// An error of these parts.
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
