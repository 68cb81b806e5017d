public import LearningRate
internal import Notation
public import Optimizers
internal import Search
internal import Torch

extension ModelScaling {
  /// `plan` with the factors of the rates, and of a decoupled weight decay that the plan does not schedule.
  ///
  /// They are clauses such as `scaled(by: 0.125, in: "body.*.weight")`. A plan that has these clauses of the
  /// rates is returned as it is.
  ///
  /// - Throws: ``ScalingError`` for an optimizer whose rates are not known to scale, or if the clauses are
  ///   too many for a plan.
  public func plan(_ plan: Plan, for optimizer: Optimizer) throws -> Plan {
    let (rates, decays) = try clauses(for: optimizer) { plan.schedulesDecay(of: $0) }
    let starts = plan.clauses.indices.dropLast(max(0, rates.count - 1))
    let isScaled = starts.contains { plan.clauses[$0...].starts(with: rates) }
    guard !isScaled || rates.isEmpty else { return plan }
    let clauses = rates + decays
    let count = plan.clauses.count + clauses.count
    guard count <= Plan.maximumClauses else {
      throw ScalingError(
        "a plan has at most \(Plan.maximumClauses) clauses; with those of \(parametrization.rawValue) it "
          + "would have \(count)")
    }
    return clauses.reduce(plan) { $0.adding($1) }
  }

  private func clauses(
    for optimizer: Optimizer, without isScheduled: (_ name: String) -> Bool
  ) throws -> (rates: [PlanClause], decays: [PlanClause]) {
    let factors = try factors(for: optimizer)
    let names = factors.map(\.name)
    func patterns(_ value: (Int) -> Double?) -> [(NamePattern, Double)] {
      var groups: [(value: Double, names: [String])] = []
      for (index, name) in names.enumerated() {
        guard let value = value(index) else { continue }
        if let group = groups.firstIndex(where: { $0.value == value }) {
          groups[group].names.append(name)
        } else {
          groups.append((value, [name]))
        }
      }
      return groups.flatMap { group in
        NamePattern.fitting(group.names, among: names).map { ($0, group.value) }
      }
    }
    let rates = patterns { factors[$0].factors.rate == 1 ? nil : factors[$0].factors.rate }
      .map { PlanClause.scaled(by: $1, in: $0) }
    let decays = patterns { index in
      let (factor, shape) = (factors[index].factors.decay, tensors[index].tensor.parameterShape)
      let decay = optimizer.rule.decoupledDecay(of: shape)
      return factor == 1 || decay == 0 || isScheduled(names[index]) ? nil : decay * factor
    }
    return (rates, decays.map { .scheduling(.weightDecay, .constant($1), in: $0) })
  }
}

extension Plan {
  /// Whether it schedules the weight decay of the tensor `name`.
  fileprivate func schedulesDecay(of name: String) -> Bool {
    clauses.contains {
      if case .scheduling(.weightDecay, _, let pattern) = $0 {
        pattern?.matches(name) ?? true
      } else {
        false
      }
    }
  }
}

extension NamePattern {
  /// Patterns that fit `names` and no others of `all`, with a `#` where that takes in several.
  fileprivate static func fitting(_ names: [String], among all: [String]) -> [NamePattern] {
    var rest = names
    var patterns: [NamePattern] = []
    while let name = rest.first {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      let candidates = parts.indices.filter { Int(parts[$0]) != nil }.map { index in
        var parts = parts
        parts[index] = "#"
        return NamePattern(parts.joined(separator: "."))
      }
      let fitting = candidates.filter { pattern in
        all.allSatisfy { !pattern.matches($0) || rest.contains($0) }
      }
      func count(_ pattern: NamePattern) -> Int { rest.count { pattern.matches($0) } }
      let best = fitting.max { count($0) < count($1) }.flatMap { count($0) > 1 ? $0 : nil }
      let pattern = best ?? NamePattern(name)
      patterns.append(pattern)
      rest.removeAll { pattern.matches($0) }
    }
    return patterns
  }
}
