/// How far a run at a suggested rate ends above the best loss, as measured in a study.
///
/// Regret is the final validation loss at the rate, over the lowest of a grid of rates, minus 1.
public struct ExpectedRegret: Hashable, Sendable, Encodable {
  /// The regret that half of the cases stay below.
  public let median: Double
  /// The regret that nine of ten cases stay below.
  public let ninetieth: Double
  /// In nine of ten cases, a rate between the suggested one divided by this and the one times this was
  /// within 5 % of the best loss.
  package let intervalFactor: Double

  init(_ median: Double, _ ninetieth: Double, within intervalFactor: Double) {
    (self.median, self.ninetieth) = (median, ninetieth)
    self.intervalFactor = intervalFactor
  }

  private enum CodingKeys: String, CodingKey { case median, ninetieth }

  /// The typical rate.
  static let ofTypicalRate = ExpectedRegret(0.534, 4.51, within: 22)

  /// A search with this budget: 120 searches in 40 settings of 14 tasks, on two processors; the means
  /// of both, see `docs/finding.md`.
  package static func of(_ budget: SearchBudget) -> ExpectedRegret {
    switch budget {
    case .none: .ofTypicalRate
    case .tenth: ExpectedRegret(0.161, 3.58, within: 8)
    case .sixth: ExpectedRegret(0.124, 0.655, within: 5)
    case .twoFifths: ExpectedRegret(0.115, 0.470, within: 4)
    case .whole: ExpectedRegret(0.085, 0.449, within: 3.5)
    case .threefold: ExpectedRegret(0.070, 0.380, within: 3.5)
    }
  }
}
