import Notation

/// What a plan decides at each step, as columns of numbers: one for each hyperparameter and each
/// group of parameters in which it differs.
///
/// ```
/// step   rate   rate head.*   momentum
/// ```
///
/// A column is named after the hyperparameter and the patterns that the group's parameters fit, the
/// batch size `batchSize`, and the weight of a loss `weight` and the loss. What controllers do is
/// not in them.
package struct PlanColumns: Sendable {
  /// A column.
  package struct Column: Sendable {
    /// What it holds: `rate`, another hyperparameter, or `weight`.
    package let quantity: String
    /// The patterns of the group, or the loss; empty where the plan says nothing special.
    package let group: String
    fileprivate var curves: [Curve]
    fileprivate var scale = 1.0

    /// The name: `rate head.*`.
    package var name: String { group.isEmpty ? quantity : "\(quantity) \(group)" }

    /// The schedule that the column is, if it is one alone.
    package var curve: Curve? { curves.count == 1 && scale == 1 ? curves[0] : nil }

    /// The value for the update at `step`, counting from zero.
    package func value(at step: Int) -> Double {
      var value = curves[0].value(at: step)
      for curve in curves.dropFirst() { value *= curve.value(at: step) }
      return quantity == Hyperparameter.batchSize.name ? max(value.rounded(), 1) : value * scale
    }
  }

  /// The plan over the run.
  package let plan: ResolvedPlan
  /// The columns: rates first, then other hyperparameters, the batch size, and the losses' weights.
  package let columns: [Column]

  /// The columns of a plan over parameters with these names; without names, over all the groups
  /// that its patterns can make.
  ///
  /// - Throws: ``ScheduleError`` if the plan does not fit the names, or cannot be told without them.
  package init(_ plan: ResolvedPlan, parameters: [String]? = nil) throws {
    self.plan = plan
    if plan.plan.clauses.isEmpty {
      columns = [Column(quantity: Hyperparameter.rate.name, group: "", curves: [plan.learningRate])]
      return
    }
    let names = try parameters ?? plan.plan.typicalNames()
    let grouped = try plan.grouped(names)
    var columns: [Column] = []
    func add(_ column: Column) {
      if !columns.contains(where: { $0.name == column.name }) { columns.append(column) }
    }
    for (index, group) in grouped.groups.enumerated() {
      let name = names[group.parameters[0]]
      var labels = plan.plan.patterns(of: .rate, fitting: name)
      labels += group.clauses.labels.filter { $0.hasPrefix("layer ") }
      let label = labels.joined(separator: ", ")
      var column = Column(
        quantity: Hyperparameter.rate.name, group: label, curves: grouped.rates(in: index))
      column.scale = group.clauses.scale
      add(column)
    }
    for (index, group) in grouped.groups.enumerated() {
      let name = names[group.parameters[0]]
      let others = grouped.scheduled(in: index).sorted { $0.key.name < $1.key.name }
      for (hyperparameter, curve) in others {
        let labels = plan.plan.patterns(of: hyperparameter, fitting: name)
        add(
          Column(
            quantity: hyperparameter.name, group: labels.joined(separator: ", "), curves: [curve]))
      }
    }
    for (clauseIndex, clause) in plan.plan.clauses.enumerated() {
      guard let curve = plan.curves[clauseIndex] else { continue }
      switch clause {
      case .scheduling(.batchSize, _, _):
        add(Column(quantity: Hyperparameter.batchSize.name, group: "", curves: [curve]))
      case .weighing(let loss, _): add(Column(quantity: "weight", group: loss, curves: [curve]))
      default: break
      }
    }
    self.columns = columns
  }
}

extension Plan {
  /// The patterns that say something of `hyperparameter` and that `name` fits, each once.
  fileprivate func patterns(of hyperparameter: Hyperparameter, fitting name: String) -> [String] {
    var found: [String] = []
    for clause in clauses {
      let pattern: NamePattern?
      switch clause {
      case .scheduling(hyperparameter, _, let own): pattern = own
      case .scaled(_, let own) where hyperparameter == .rate: pattern = own
      case .multiplied(_, let own) where hyperparameter == .rate: pattern = own
      default: pattern = nil
      }
      if let pattern, pattern.matches(name), !found.contains(pattern.text) {
        found.append(pattern.text)
      }
    }
    return found
  }

  /// A name for each set of the plan's patterns that a parameter can fit without fitting two
  /// schedules of one hyperparameter.
  fileprivate func typicalNames() throws -> [String] {
    var patterns: [NamePattern] = []
    for clause in clauses {
      switch clause {
      case .layerDecay(_, let pattern):
        throw ScheduleError(
          "layers", "counted in a model, whose names --parameters must give",
          received: "\(pattern) without names"
        ).about(clause.word)
      case .scheduling(_, _, let pattern?), .scaled(_, let pattern), .multiplied(_, let pattern):
        if !patterns.contains(pattern) { patterns.append(pattern) }
      default: break
      }
    }
    guard let meetings = PatternMeetings(patterns) else {
      throw ScheduleError(
        "the plan", "one whose patterns meet in fewer ways where --parameters gives no names",
        received: "\(patterns.count) patterns")
    }
    let names = meetings.sets.map(\.name).filter { name in
      let scheduled = clauses.compactMap { clause -> Hyperparameter? in
        guard case .scheduling(let hyperparameter, _, let pattern?) = clause else { return nil }
        return pattern.matches(name) ? hyperparameter : nil
      }
      return Set(scheduled).count == scheduled.count
    }
    let areAllFitted = patterns.allSatisfy { pattern in names.contains { pattern.matches($0) } }
    return areAllFitted ? names : meetings.sets.map(\.name)
  }
}
