/// An error about one parameter: which, what it must be, and what it was.
public protocol ParameterError: Error {
  /// The parameter, as its label says it.
  var parameter: String { get }
  /// What it must be, as it follows "must be".
  var requirement: String { get }
  /// What it was.
  var received: String { get }
}

/// A parameter that is not what it must be; each module makes an error of its own of it.
public struct ParameterFault: ParameterError, Hashable {
  /// The parameter, as its label says it.
  public let parameter: String
  /// What it must be, as it follows "must be".
  public let requirement: String
  /// What it was.
  public let received: String

  /// Creates a fault.
  public init(_ parameter: String, _ requirement: String, received: String) {
    (self.parameter, self.requirement, self.received) = (parameter, requirement, received)
  }
}
