/// An error about one parameter: which, what it must be, and what it was.
///
/// ```
/// momentum must be between 0 and 1; received 2
/// ```
///
/// Each module has a type of its own, so that a caller can tell a schedule's errors from an
/// optimizer's.
public protocol ParameterError: Error, Hashable, CustomStringConvertible {
  /// The parameter, as its label says it.
  var parameter: String { get }
  /// What it must be, as it follows "must be".
  var requirement: String { get }
  /// What it was.
  var received: String { get }

  /// Creates an error.
  init(_ parameter: String, _ requirement: String, received: String)
}

extension ParameterError {
  /// The error in one sentence.
  public var description: String { sentence }

  /// The default of ``description``, for a type that declares that itself: a program then needs no
  /// import of this module to use it.
  package var sentence: String { "\(parameter) must be \(requirement); received \(received)" }

  /// Creates an error about a number.
  public init(_ parameter: String, _ requirement: String, received: Double) {
    self.init(parameter, requirement, received: received.notationText)
  }

  /// The error of a parameter's fault.
  public init(_ fault: ParameterFault) {
    self.init(fault.parameter, fault.requirement, received: fault.received)
  }

  /// The error of a parameter whose value is not in `domain`; nil for one that is.
  public static func check<Value>(
    _ parameter: String, _ value: Value, _ domain: Domain<Value>
  ) -> Self? {
    domain.fault(parameter, value).map { Self($0) }
  }
}

/// A parameter that is not in its domain, from which each module makes its own error.
public struct ParameterFault: ParameterError {
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
