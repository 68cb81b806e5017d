import Notation
import Optimizers
import Testing

/// What the numbers of the elementwise rules must be: every rule and label of the catalogue is
/// tried.
@Suite struct ElementwiseFaultTests {
  /// What labels are in every rule that has them. What is called otherwise says itself what it must
  /// be.
  private static let requirements = [
    "beta1": "in 0 ..< 1", "beta2": "in 0 ..< 1", "beta3": "in 0 ..< 1", "rho": "in 0 ..< 1",
    "momentum": "in 0 ..< 1", "epsilon": "finite and positive",
    "weightDecay": "finite and not negative",
  ]
  /// The numbers that each requirement refuses, of those that are tried.
  private static let refused = [
    "in 0 ..< 1": ["-0.1", "1", "1e30"], "in 0 ... 1": ["-0.1", "1e30"],
    "finite and positive": ["-0.1", "0"], "finite and not negative": ["-0.1"],
  ]
  private static let words = OptimizerCatalogue.standard.rules
    .filter { $0 is any ElementwiseRule.Type }.map { $0.word.name }

  private func summary(_ notation: String) -> String? {
    do {
      _ = try Optimizer(notation)
      return nil
    } catch { return (error as? NotationError)?.summary ?? "\(error)" }
  }

  private func labels(of word: String) throws -> [String] {
    func labels<Rule: NamedRule>(_: Rule.Type) -> [String] {
      Rule.hyperparameters.list.map { $0.name }
    }
    let rule = try #require(OptimizerCatalogue.standard.rules.first { $0.word.name == word })
    return labels(rule)
  }

  @Test(arguments: words)
  func `every number of a rule has a range that an error names`(word: String) throws {
    for label in try labels(of: word) {
      let text = try #require(summary("\(word)(\(label): -7)"), "\(word)(\(label): -7) is refused")
      let start = "\(label) must be "
      try #require(text.hasPrefix(start) && text.contains("; received -7 at column"), "\(text)")
      let requirement = text.dropFirst(start.count).prefix { $0 != ";" }
      if requirement == "true or false" { continue }
      if let expected = Self.requirements[label] {
        #expect(requirement == expected, "\(word)(\(label):)")
      }
      guard !requirement.hasPrefix("at least") else { continue }
      let refused = try #require(
        Self.refused[String(requirement)], "no test knows '\(requirement)' of \(word)(\(label):)")
      for number in ["-0.1", "0", "0.5", "1", "1e30"] {
        let error = summary("\(word)(\(label): \(number))")
        #expect(
          error?.hasPrefix(start + requirement) ?? false == refused.contains(number),
          "\(word)(\(label): \(number)) gives \(error ?? "no error")")
      }
    }
  }

  @Test func `the ranges of labels that mean another thing elsewhere`() {
    #expect(summary("rmsprop(alpha: 1)") == "alpha must be in 0 ..< 1; received 1 at column 16")
    #expect(summary("ademamix(alpha: 1)") == nil)
    #expect(
      summary("ademamix(warmup: -1)") == "warmup must be at least 0; received -1 at column 18")
  }
}
