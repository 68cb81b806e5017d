/// The texts that stand for a value that is not there.
///
/// Nothing, `NA`, `N/A`, `#N/A`, `<NA>`, `NaN`, `null` and `?` always do, whatever their case.
/// `None` and `-` do in a column of numbers or dates; among words they are values of their own,
/// such as the type of a garage that a house does not have.
package enum MissingValue {
  private static let always: Set<String> = ["na", "n/a", "#n/a", "<na>", "nan", "null", "?"]
  private static let amongNumbers: Set<String> = ["none", "-"]
  private static let longest = 4

  /// Whether `text` is no value in a column of words.
  package static func isMissingWord(_ text: String) -> Bool {
    let size = text.utf8.count
    return size == 0 || size <= longest && always.contains(text.lowercased())
  }

  /// Whether `text` is no value in a column of numbers or dates.
  package static func isMissingNumber(_ text: String) -> Bool {
    isMissingWord(text)
      || text.utf8.count <= longest && amongNumbers.contains(text.lowercased())
  }
}
