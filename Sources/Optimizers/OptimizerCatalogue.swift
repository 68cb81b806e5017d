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
  ///
  /// - Precondition: no rule of this catalogue has its word.
  public func adding(_ rule: any UpdateRule.Type) -> OptimizerCatalogue {
    OptimizerCatalogue(rules + [rule])
  }

  func rule(_ expression: NotationExpression) throws -> any UpdateRule {
    var arguments = try ArgumentReader(expression, role: "an optimizer")
    if let receiver = arguments.receiver {
      throw receiver.error("'\(arguments.name)' stands alone and follows no dot")
    }
    let words = rules.map { $0.word }
    guard let type = rules.first(where: { $0.word == arguments.name }) else {
      let nearest = nearestName(to: arguments.name, among: words)
      throw NotationError(
        "unknown optimizer '\(arguments.name)'", at: expression.namePlace,
        expected: nearest == nil ? words.listed : nil, suggestion: nearest)
    }
    let rule = try type.init(&arguments)
    try arguments.finish()
    if let fault = rule.fault {
      throw arguments.error(for: fault.parameter, fault.requirement, received: fault.received)
    }
    return rule
  }
}
