internal import LearningRate

/// What a plan decides at some steps, in JSON: for each step its number and the columns by name.
struct ScheduleValues: Encodable {
  let notation: String
  let values: [[String: Double]]
  /// What the numbers leave out; absent if nothing.
  let notes: [String]?

  init(_ plan: PlanColumns, at steps: some Sequence<Int>) {
    notation = plan.plan.plan.description
    values = steps.map { step in
      var entry = ["step": Double(step)]
      for column in plan.columns { entry[column.name] = column.value(at: step) }
      return entry
    }
    let left = Self.notes(of: plan)
    notes = left.isEmpty ? nil : left
  }

  /// What controllers will do, nobody knows before they have measured.
  static func notes(of plan: PlanColumns) -> [String] {
    plan.plan.plan.controllers.map { "the rates are those before \($0.controller) acts" }
  }
}
