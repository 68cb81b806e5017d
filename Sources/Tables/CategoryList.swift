/// The categories of a column that the training part has.
package struct CategoryList: Codable, Hashable, Sendable {
  /// The most categories with an input each; more of them share an embedding.
  static let mostOneHot = 12

  /// The categories: numbers in their order, else in that of Unicode.
  package let names: [String]
  /// Whether values are compared as numbers, so that `1.0` is `1`.
  let areNumbers: Bool

  /// The categories of at least `leastRows` of the texts, or all if that leaves none.
  init(_ texts: some Sequence<String>, areNumbers: Bool, leastRows: Int = 1) {
    var counts: [String: Int] = [:]
    for text in texts { counts[text, default: 0] += 1 }
    let frequent = counts.filter { $0.value >= leastRows }
    names = (frequent.isEmpty ? counts : frequent).keys.sorted(by: Self.isBefore(areNumbers))
    self.areNumbers = areNumbers
  }

  /// The position of each category.
  var positions: [String: Int] {
    Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  static func isBefore(_ areNumbers: Bool) -> (String, String) -> Bool {
    guard areNumbers else { return { $0 < $1 } }
    return { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) }
  }
}
