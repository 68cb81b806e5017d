internal import LearningRate

/// A line of a plot, or a column of a table: a hyperparameter over the steps of a run.
struct ScheduleLine {
  /// What the legend says.
  let name: String
  /// What it is, such as `rate`: lines of the same quantity share an axis.
  let quantity: String
  /// The value at a step.
  let value: (Int) -> Double

  /// The line of a schedule.
  init(_ name: String, _ curve: Curve) {
    (self.name, quantity, value) = (name, "rate", curve.value(at:))
  }

  private init(_ column: PlanColumns.Column, name: String) {
    (self.name, quantity, value) = (name, column.quantity, column.value(at:))
  }

  /// The lines of plans: named after the plan that has one alone, after the column where there is one plan,
  /// and otherwise after both.
  static func lines(of plans: [PlanColumns]) -> [ScheduleLine] {
    plans.flatMap { plan in
      plan.columns.map { column in
        let notation = plan.plan.plan.description
        let isAlone = plan.columns.count == 1
        let name =
          isAlone ? notation : plans.count == 1 ? column.name : "\(column.name) of \(notation)"
        return ScheduleLine(column, name: name)
      }
    }
  }
}
