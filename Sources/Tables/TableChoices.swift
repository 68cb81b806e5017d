/// What a user decided about a table; the rest is found by looking at it.
package struct TableChoices: Codable, Hashable, Sendable {
  /// The column that is predicted.
  package var target: String?
  /// Whether classes or numbers are predicted.
  package var purpose: TablePurpose?
  /// The kinds of columns by their names.
  package var kinds: [String: ColumnKind]
  /// The names of the columns that are left out.
  package var dropped: [String]

  /// These decisions.
  package init(
    target: String? = nil, purpose: TablePurpose? = nil, kinds: [String: ColumnKind] = [:],
    dropped: [String] = []
  ) {
    (self.target, self.purpose, self.kinds, self.dropped) = (target, purpose, kinds, dropped)
  }
}
