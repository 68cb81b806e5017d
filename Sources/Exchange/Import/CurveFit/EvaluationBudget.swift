/// The work that the fit of a log may still do, so that a log which no schedule fits is refused
/// within seconds.
///
/// It counts evaluations and no time, so that the answer is the same on every machine.
package final class EvaluationBudget {
  private var left: Int

  /// A budget of so many evaluations of a schedule at one point.
  package init(_ evaluations: Int) { left = evaluations }

  /// Whether nothing is left.
  package var isSpent: Bool { left <= 0 }

  /// Takes off the cost of making one schedule and evaluating it so many times.
  package func spend(_ evaluations: Int) { left -= evaluations + Self.costOfSchedule }

  /// Making a schedule takes about as long as this many evaluations.
  private static let costOfSchedule = 100
}
