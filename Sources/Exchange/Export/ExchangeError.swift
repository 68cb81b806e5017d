/// Something that cannot be exported or imported, in one sentence.
///
/// ```
/// log.csv: the file must have a column 'lr' or 'learning_rate'; received epoch, loss
/// ```
public struct ExchangeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file it is about; nil for an export.
  public let file: String?
  /// What was required.
  public let requirement: String
  /// What was there instead.
  public let received: String

  /// Creates an error.
  public init(file: String? = nil, _ requirement: String, received: String) {
    self.file = file
    self.requirement = requirement
    self.received = received
  }

  /// The error in one sentence.
  public var description: String {
    (file.map { "\($0): " } ?? "") + "\(requirement); received \(received)"
  }
}
