/// What was found out about a column of a table.
package struct ColumnProfile: Codable, Hashable, Sendable {
  /// The column's name.
  package let name: String
  /// What its values are.
  package let kind: ColumnKind
  /// Why they are taken for that, in a few words, such as `3 values`.
  package let reason: String
  /// The number of rows without a value.
  package let missing: Int
  /// The number of different values.
  package let distinct: Int
  /// The first different values, at most three, shortened.
  package let examples: [String]
}
