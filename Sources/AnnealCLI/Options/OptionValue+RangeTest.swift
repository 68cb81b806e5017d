internal import Notation
package import Search

/// How a rate is searched for.
package enum SearchMethod: Hashable, Sendable {
  /// By short trainings of the run.
  case trials
  /// By a range test.
  case rangeTest(RangeTest)

  /// The words for `--by`.
  package static let words = ["trials"] + RangeTest.allCases.map(\.rawValue)
}

extension OptionValue {
  /// `trials`, or the name of a range test.
  package static func searchMethod(_ text: String) throws -> SearchMethod {
    if text == "trials" { return .trials }
    if let test = RangeTest(rawValue: text) { return .rangeTest(test) }
    let nearest = nearestName(to: text, among: SearchMethod.words)
    throw Requirement(
      "must be one of \(SearchMethod.words.joined(separator: ", "))"
        + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
  }
}
