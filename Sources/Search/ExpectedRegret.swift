/// How far a run at a suggested rate ends above the best loss, as measured in a study.
///
/// Regret is the final validation loss at the rate, over the lowest of a grid of rates, minus 1.
public struct ExpectedRegret: Hashable, Sendable, Codable {
  /// The regret that half of the cases stay below.
  public let median: Double
  /// The regret that nine of ten cases stay below.
  public let ninetieth: Double

  /// A search: 144 searches in 54 settings of 9 tasks. The constants were chosen without the task that
  /// they were measured on, but the structure of the search was not; see `docs/finding.md`.
  static let ofSearch = ExpectedRegret(median: 0.105, ninetieth: 0.42)
  /// The typical rate, in the same settings.
  static let ofTypicalRate = ExpectedRegret(median: 0.22, ninetieth: 1.23)
}
