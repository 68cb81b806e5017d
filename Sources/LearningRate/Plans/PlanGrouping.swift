import Notation

/// Finds the clauses of a plan that apply to each parameter.
struct PlanGrouping {
  /// The clauses of each parameter, in the parameters' order.
  private(set) var applied: [GroupedPlan.AppliedClauses]
  private let names: [String]

  init(_ plan: Plan, _ names: [String]) throws {
    self.names = names
    applied = names.map { _ in GroupedPlan.AppliedClauses() }
    // Schedules for all parameters come first, so that those for patterns override them in any
    // order.
    for (clauseIndex, clause) in plan.clauses.enumerated() {
      if case .scheduling(let hyperparameter, _, in: nil) = clause, hyperparameter != .batchSize {
        for index in names.indices { applied[index].others[hyperparameter] = clauseIndex }
      }
    }
    for (clauseIndex, clause) in plan.clauses.enumerated() {
      do { try apply(clause, at: clauseIndex, of: plan) } catch let error as ScheduleError {
        throw error.about(clause.word)
      }
    }
  }

  private mutating func apply(_ clause: PlanClause, at clauseIndex: Int, of plan: Plan) throws {
    switch clause {
    case .scheduling(_, _, in: nil), .weighing, .controlled: break
    case .scheduling(let hyperparameter, _, let pattern?):
      for index in try matches(pattern, "in") {
        let earlier =
          hyperparameter == .rate
          ? applied[index].rate : applied[index].others[hyperparameter]
        if let earlier, case .scheduling(_, _, let other?) = plan.clauses[earlier] {
          throw ScheduleError(
            "in", "a pattern that shares no parameter with \(other)",
            received: "\(pattern), which '\(names[index])' fits too")
        }
        if hyperparameter == .rate {
          applied[index].rate = clauseIndex
        } else {
          applied[index].others[hyperparameter] = clauseIndex
        }
        label(index, pattern.text)
      }
    case .scaled(let factor, let pattern):
      for index in try matches(pattern, "in") {
        applied[index].scale *= factor
        label(index, pattern.text)
      }
    case .multiplied(_, let pattern):
      for index in try matches(pattern, "in") {
        applied[index].multipliers.append(clauseIndex)
        label(index, pattern.text)
      }
    case .layerDecay(let decay, let pattern): try decayLayers(by: decay, pattern)
    }
  }

  private func matches(_ pattern: NamePattern, _ parameter: String) throws -> [Int] {
    let matches = names.indices.filter { pattern.matches(names[$0]) }
    guard matches.isEmpty else { return matches }
    throw ScheduleError(
      parameter, NamePattern.requirement(toFitOneOf: names), received: pattern.description)
  }

  private mutating func label(_ index: Int, _ label: String) {
    if !applied[index].labels.contains(label) { applied[index].labels.append(label) }
  }

  /// Parameters before the first numbered one are layer 0, other parameters without a number are
  /// the last layer; the numbered layers lie between the two, in order.
  private mutating func decayLayers(by decay: Double, _ pattern: NamePattern) throws {
    let first = try matches(pattern, "layers")[0]
    let numbers = names.map { pattern.layer(in: $0) }
    let order = Set(numbers.compactMap { $0 }).sorted()
    let layers = names.indices.map { index in
      guard let number = numbers[index] else { return index < first ? 0 : order.count + 1 }
      return (order.firstIndex(of: number) ?? 0) + 1
    }
    let last = layers.max() ?? 0
    for (index, layer) in layers.enumerated() {
      for _ in layer..<last { applied[index].scale *= decay }
      label(index, "layer \(layer)")
    }
  }
}
