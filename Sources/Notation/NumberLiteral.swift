/// The units that a number may carry.
public enum NumberUnit: String, Hashable, Sendable, CaseIterable {
  /// A share of the run in hundredths: `5%`.
  case percent = "%"
  /// Epochs: `5ep`.
  case epochs = "ep"
}

/// A number as it is written: a value and perhaps a unit.
public struct NumberLiteral: Hashable, Sendable, CustomStringConvertible {
  /// The number before the unit: 5 for `5%`.
  public let value: Double
  /// The unit; nil for a plain number.
  public let unit: NumberUnit?

  /// Creates a number.
  public init(_ value: Double, _ unit: NumberUnit? = nil) {
    self.value = value
    self.unit = unit
  }

  /// The shortest text that reads back as this number: `3e-4`, `5%`.
  public var description: String { value.notationText + (unit?.rawValue ?? "") }
}
