internal import Notation

/// The rules that a parser knows by name. A user's own rule joins by `adding`.
public struct OptimizerCatalogue: Sendable {
  /// The rules, in the order of lists.
  public let rules: [any UpdateRule.Type]

  /// SGD, Adam and AdamW.
  public static let standard = OptimizerCatalogue([SGD.self, Adam.self, AdamW.self])

  /// A catalogue of these rules.
  ///
  /// - Precondition: no two with one word.
  public init(_ rules: [any UpdateRule.Type]) {
    precondition(Set(rules.map { $0.word }).count == rules.count, "two rules have one word")
    self.rules = rules
  }

  /// This catalogue with one more rule.
  public func adding(_ rule: any UpdateRule.Type) -> OptimizerCatalogue {
    OptimizerCatalogue(rules + [rule])
  }

  func rule(_ expression: NotationExpression) throws -> any UpdateRule {
    var reader = try ArgumentReader(expression, role: "the optimizer")
    guard let type = rules.first(where: { $0.word == reader.name }) else {
      throw NotationError(
        "unknown optimizer '\(reader.name)'", at: expression.namePlace,
        expected: rules.map { $0.word }.joined(separator: ", "),
        suggestion: nearestName(to: reader.name, among: rules.map { $0.word }))
    }
    let rule = try type.init(&reader)
    try reader.finish()
    if let fault = rule.fault { throw NotationError(fault, at: expression.namePlace) }
    return rule
  }
}
