import Notation

/// What is predicted from a row.
package enum TablePurpose: String, Codable, Hashable, Sendable, CaseIterable, NotationValue {
  /// A class.
  case classify
  /// A number.
  case regress
}
