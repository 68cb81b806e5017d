import Notation

/// A plan over a run and over the parameters of a model: it knows which clause says what of which.
///
/// Parameters that the plan treats alike form a group.
public struct GroupedPlan: Hashable, Sendable {
  /// The plan over the run.
  public let plan: ResolvedPlan
  /// The groups, in the order in which the model's parameters meet them.
  public let groups: [Group]
  /// The group of each parameter, in the parameters' order.
  public let groupOfParameter: [Int]

  /// Parameters that a plan treats alike.
  public struct Group: Hashable, Sendable {
    /// The patterns that the parameters fit; empty where the plan says nothing special.
    public let name: String
    /// The places of its parameters in the model.
    public let parameters: [Int]
    /// The largest value of the schedule that gives its rate, scaled as the rate is: without what clauses
    /// multiply it by over time.
    public let peakRate: Double
    let treatment: Treatment
  }

  /// What a plan says of one parameter: the places of the clauses that apply.
  struct Treatment: Hashable, Sendable {
    /// The clause that gives it a rate of its own.
    var rate: Int?
    /// The clauses whose schedules multiply its rate.
    var multipliers: [Int] = []
    /// The product of the numbers that multiply its rate.
    var scale = 1.0
    /// The clauses that schedule its other hyperparameters.
    var others: [Hyperparameter: Int] = [:]
    /// What it fits, for the group's name.
    var labels: [String] = []
  }

  /// The hyperparameters other than the rate that the plan schedules for a group.
  public func scheduled(in group: Int) -> [Hyperparameter: Curve] {
    groups[group].treatment.others.compactMapValues { plan.curves[$0] }
  }

  /// The curves whose product, times a number, is the rate of a group.
  public func rates(in group: Int) -> [Curve] {
    let treatment = groups[group].treatment
    return [treatment.rate.flatMap { plan.curves[$0] } ?? plan.learningRate]
      + treatment.multipliers.compactMap { plan.curves[$0] }
  }

  /// Whether what the plan schedules of `hyperparameter` in a group, it schedules in all.
  public func isForAll(_ hyperparameter: Hyperparameter, in group: Int) -> Bool {
    guard let place = groups[group].treatment.others[hyperparameter],
      case .scheduling(_, _, in: nil) = plan.plan.clauses[place]
    else { return false }
    return true
  }

  /// The hyperparameters for the update at `step`, counting from zero; `factor` multiplies every rate,
  /// a controller's say.
  public func values(at step: Int, factor: Double = 1) -> PlanValues {
    let time = plan.time(at: step)
    let base = plan.rate(at: step)
    let groups = groups.map { group in
      let treatment = group.treatment
      var rate = treatment.rate.flatMap { plan.curves[$0]?.value(at: time) } ?? base
      for place in treatment.multipliers { rate *= plan.curves[place]?.value(at: time) ?? 1 }
      return PlanValues.Group(
        learningRate: rate * treatment.scale * factor,
        hyperparameters: treatment.others.compactMapValues { plan.curves[$0]?.value(at: time) },
        peakRate: group.peakRate)
    }
    return PlanValues(
      learningRate: base * factor, groups: groups, weights: plan.weights(at: step))
  }
}

extension ResolvedPlan {
  /// A size that no rate of the group exceeds; infinite or NaN where there is none.
  private func bound(of treatment: GroupedPlan.Treatment) -> Double {
    let rate = treatment.rate.flatMap { curves[$0] } ?? learningRate
    return treatment.multipliers.reduce(rate.bound * treatment.scale) {
      $0 * (curves[$1]?.bound ?? 1)
    }
  }

  /// The plan over parameters with these names, in the model's order.
  ///
  /// - Throws: ``ScheduleError`` for a pattern that fits no name, or a parameter that two patterns
  ///   give a schedule of the same hyperparameter.
  public func grouped(_ names: [String]) throws -> GroupedPlan {
    let treatments = try PlanGrouping(plan, names).treatments
    var places: [GroupedPlan.Treatment: Int] = [:]
    var members: [[Int]] = []
    var order: [GroupedPlan.Treatment] = []
    let groupOfParameter = treatments.enumerated().map { index, treatment in
      let group = places[treatment] ?? order.count
      if group == order.count {
        places[treatment] = group
        order.append(treatment)
        members.append([])
      }
      members[group].append(index)
      return group
    }
    let groups = try zip(order, members).map { treatment, parameters in
      let name = treatment.labels.joined(separator: ", ")
      let bound = bound(of: treatment)
      // Far enough from the largest number for what controllers multiply by.
      guard bound <= 1e200 else {
        throw ScheduleError(
          "the rates of \(name)", "at most 1e200 in size", received: bound.notationText)
      }
      let peak = (treatment.rate.flatMap { curves[$0] } ?? learningRate).peak * treatment.scale
      return GroupedPlan.Group(
        name: name, parameters: parameters, peakRate: peak, treatment: treatment)
    }
    return GroupedPlan(plan: self, groups: groups, groupOfParameter: groupOfParameter)
  }
}
