/// How much a fit may still try: what nothing fits must be told within seconds.
///
/// It counts evaluations, so that the answer never depends on how fast the machine is.
final class FitBudget {
  private var left: Int

  init(_ evaluations: Int) { left = evaluations }

  var isSpent: Bool { left <= 0 }

  /// Notes that a schedule was made and evaluated so many times.
  func spend(_ evaluations: Int) { left -= evaluations + Self.making }

  /// How many evaluations take as long as making a schedule.
  private static let making = 100
}
