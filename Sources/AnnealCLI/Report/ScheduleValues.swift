internal import LearningRate

/// A schedule's rate at some steps, in JSON.
struct ScheduleValues: Encodable {
  /// The rate of one step.
  struct Value: Encodable {
    let step: Int
    let rate: Double
  }

  let notation: String
  let values: [Value]

  init(_ schedule: Schedule, _ curve: Curve, at steps: some Sequence<Int>) {
    notation = schedule.description
    values = steps.map { Value(step: $0, rate: curve.value(at: $0)) }
  }
}
