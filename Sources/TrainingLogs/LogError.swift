/// A file that cannot be read as a log, a state or a configuration, in one sentence.
///
/// ```
/// events.out.tfevents.1: the file must hold at least one whole record; received 0
/// ```
public struct LogError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, with the position in it where there is one: `log.csv, line 7`.
  public let file: String
  /// What was required.
  public let requirement: String
  /// What was there instead.
  public let received: String

  /// Creates an error.
  public init(file: String, _ requirement: String, received: String) {
    self.file = file
    self.requirement = requirement
    self.received = received
  }

  /// The error in one sentence.
  public var description: String { "\(file): \(requirement); received \(received)" }
}
