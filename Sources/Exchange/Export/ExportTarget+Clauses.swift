internal import LearningRate
internal import Notation

// Which clauses of a plan a target can say.
extension ExportTarget {
  /// Refuses a plan with a clause that the target cannot say.
  ///
  /// - Throws: ``ExchangeError`` that names the first such clause.
  func check(_ plan: Plan) throws {
    for clause in plan.clauses {
      guard let requirement = try requirement(of: clause, in: plan) else { continue }
      let text = NotationExpression.call(clause.word, clause.arguments).description
      throw ExchangeError("\(clause.word): \(requirement)", received: text)
    }
  }

  /// What the clause must be instead; nil if the target can say it.
  private func requirement(of clause: PlanClause, in plan: Plan) throws -> String? {
    switch (self, clause) {
    case (.csv, .controlled), (.json, .controlled):
      return "a controller must be left out for \(rawValue), since what it will do is not known"
    case (.csv, _), (.json, _): return nil
    case (_, .controlled(let controller, _, _)):
      return try requirement(of: controller, in: plan)
    case (.pytorch, .scheduling(let hyperparameter, _, _)),
      (.transformers, .scheduling(let hyperparameter, _, _)):
      guard hyperparameter != .rate, TorchPlanExport.names[hyperparameter] == nil else {
        return nil
      }
      let known = TorchPlanExport.names.keys.map(\.name).sorted().joined(separator: ", ")
      return "what is scheduled must be one of rate, \(known) for \(rawValue)"
    case (.pytorch, .weighing), (.transformers, .weighing):
      return "the weight of a loss must be left out for \(rawValue), whose optimizers know of none"
    case (.pytorch, _), (.transformers, _): return nil
    default: return "the plan must be one rate for all parameters for \(rawValue)"
    }
  }

  private func requirement(of controller: Controller, in plan: Plan) throws -> String? {
    guard [.pytorch, .keras, .transformersArgs].contains(self) else {
      return "a controller must be left out for \(rawValue)"
    }
    guard let plateau = try PlateauSettings(controller) else {
      return "the controller must be plateau for \(rawValue), which has no other"
    }
    guard plan.controllers.count == 1 else {
      return "there must be one controller at most for \(rawValue)"
    }
    guard plateau.stopAfter == 0 else {
      return "stopAfter must be left out for \(rawValue), whose schedulers end no run"
    }
    guard plateau.factor < 1 else { return "factor must be below 1 for \(rawValue)" }
    guard self != .pytorch else { return nil }
    guard case "constant" = type(of: plan.learningRate.form).word.name else {
      return "the rate must be constant for \(rawValue), where the controller sets it"
    }
    guard self == .keras else { return nil }
    guard plateau.thresholdMode == .absolute || plateau.threshold == 0 else {
      return "thresholdMode must be absolute for keras, whose min_delta is a difference"
    }
    return nil
  }
}

/// The arguments of the controller `plateau`.
struct PlateauSettings {
  let factor, threshold, minFactor, epsilon: Double
  let patience, cooldown, stopAfter: Int
  let thresholdMode: ThresholdMode
  let mode: MetricMode
  let nonFinite: NonFinitePolicy

  /// Nil for another controller.
  init?(_ controller: Controller) throws {
    var arguments = try ArgumentReader(controller.notation)
    guard arguments.name == "plateau" else { return nil }
    factor = try arguments.value("factor", default: 0.1)
    patience = try arguments.value("patience", default: 10)
    threshold = try arguments.value("threshold", default: 1e-4)
    thresholdMode = try arguments.value("thresholdMode", default: .relative)
    mode = try arguments.value("mode", default: .min)
    cooldown = try arguments.value("cooldown", default: 0)
    minFactor = try arguments.value("minFactor", default: 0)
    epsilon = try arguments.value("epsilon", default: 1e-8)
    nonFinite = try arguments.value("nonFinite", default: .ignore)
    stopAfter = try arguments.value("stopAfter", default: 0)
  }
}
