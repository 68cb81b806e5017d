import Notation

/// A plan that is resolved for a run and for the parameters of a model.
///
/// Parameters to which the same clauses apply form a group.
public struct GroupedPlan: Hashable, Sendable {
  /// The plan over the run.
  public let plan: ResolvedPlan
  /// The groups, in the order of their first parameters.
  public let groups: [Group]
  /// The group of each parameter, in the parameters' order.
  public let groupOfParameter: [Int]

  /// Parameters to which the same clauses of a plan apply.
  public struct Group: Hashable, Sendable {
    /// The patterns and layers that its parameters fit; empty for parameters that fit none.
    public let name: String
    /// The indices of its parameters in the model.
    public let parameters: [Int]
    /// The largest value of the schedule of its rate, times the constant factors of clauses, but
    /// not those that change over time.
    public let peakRate: Double
    let clauses: AppliedClauses
  }

  /// The clauses that apply to one parameter, by their indices in the plan.
  struct AppliedClauses: Hashable, Sendable {
    /// The clause that gives it a rate of its own.
    var rate: Int?
    /// The clauses whose schedules multiply its rate.
    var multipliers: [Int] = []
    /// The product of the numbers that multiply its rate.
    var scale = 1.0
    /// The clauses that schedule its other hyperparameters.
    var others: [Hyperparameter: Int] = [:]
    /// The patterns and layers that it fits, for the group's name.
    var labels: [String] = []
  }

  /// The hyperparameters other than the rate that the plan schedules for a group.
  public func scheduled(in group: Int) -> [Hyperparameter: Curve] {
    groups[group].clauses.others.compactMapValues { plan.curves[$0] }
  }

  /// The curves whose product, times a number, is the rate of a group.
  public func rates(in group: Int) -> [Curve] {
    let clauses = groups[group].clauses
    return [clauses.rate.flatMap { plan.curves[$0] } ?? plan.learningRate]
      + clauses.multipliers.compactMap { plan.curves[$0] }
  }

  /// Whether the schedule of `hyperparameter` in a group is one for all parameters.
  public func isForAll(_ hyperparameter: Hyperparameter, in group: Int) -> Bool {
    guard let clauseIndex = groups[group].clauses.others[hyperparameter],
      case .scheduling(_, _, in: nil) = plan.plan.clauses[clauseIndex]
    else { return false }
    return true
  }

  /// The hyperparameters for the update at `step`, counting from zero; `factor`, such as a
  /// controller's, multiplies every rate.
  public func values(at step: Int, factor: Double = 1) -> PlanValues {
    let time = plan.time(at: step)
    let base = plan.rate(at: step)
    let groups = groups.map { group in
      let clauses = group.clauses
      var rate = clauses.rate.flatMap { plan.curves[$0]?.value(at: time) } ?? base
      for clauseIndex in clauses.multipliers {
        rate *= plan.curves[clauseIndex]?.value(at: time) ?? 1
      }
      return PlanValues.Group(
        learningRate: rate * clauses.scale * factor,
        hyperparameters: clauses.others.compactMapValues { plan.curves[$0]?.value(at: time) },
        peakRate: group.peakRate)
    }
    return PlanValues(
      learningRate: base * factor, groups: groups, weights: plan.weights(at: step))
  }
}

extension ResolvedPlan {
  /// A magnitude that no rate of the group exceeds; infinite or NaN if there is none.
  private func bound(of clauses: GroupedPlan.AppliedClauses) -> Double {
    let rate = clauses.rate.flatMap { curves[$0] } ?? learningRate
    return clauses.multipliers.reduce(rate.bound * clauses.scale) {
      $0 * (curves[$1]?.bound ?? 1)
    }
  }

  /// The plan over parameters with these names, in the model's order.
  ///
  /// - Throws: ``ScheduleError`` for a pattern that fits no name, or two patterns that give one
  ///   parameter a schedule of the same hyperparameter.
  public func grouped(_ names: [String]) throws -> GroupedPlan {
    let applied = try PlanGrouping(plan, names).applied
    var groupOfClauses: [GroupedPlan.AppliedClauses: Int] = [:]
    var members: [[Int]] = []
    var order: [GroupedPlan.AppliedClauses] = []
    let groupOfParameter = applied.enumerated().map { index, clauses in
      let group = groupOfClauses[clauses] ?? order.count
      if group == order.count {
        groupOfClauses[clauses] = group
        order.append(clauses)
        members.append([])
      }
      members[group].append(index)
      return group
    }
    let groups = try zip(order, members).map { clauses, parameters in
      let name = clauses.labels.joined(separator: ", ")
      let bound = bound(of: clauses)
      // This leaves room for the factors of controllers.
      guard bound <= 1e200 else {
        throw ScheduleError(
          "the rates of \(name)", "at most 1e200 in size", received: bound.notationText)
      }
      let peak = (clauses.rate.flatMap { curves[$0] } ?? learningRate).peak * clauses.scale
      return GroupedPlan.Group(
        name: name, parameters: parameters, peakRate: peak, clauses: clauses)
    }
    return GroupedPlan(plan: self, groups: groups, groupOfParameter: groupOfParameter)
  }
}
