import Anneal
import LearningRate
import Optimizers
import Search
import Training

/// One search for the rate of a setting, with a budget.
struct BankSearch: Encodable {
  let kind = "search"
  let seed: UInt64
  let budget: String
  /// The suggested rate.
  let rate: Double
  /// The share of the run's steps that the search made.
  let cost: Double
  let interval: [Double]
  let flat: Bool

  /// Searches with the initial state and the data of `seed`.
  init(
    _ setting: BankSetting, seed: UInt64, _ budget: SearchBudget, _ source: BankSource
  ) async throws {
    let typical = setting.optimizer.rule.typicalRate
    let setup = try await source.setup(setting, seed: seed, rate: typical, budget: budget)
    let suggestion = try setup.finder().find()
    (self.seed, self.budget, rate) = (seed, budget.rawValue, suggestion.rate)
    cost = Double(suggestion.steps) / Double(setting.steps)
    interval = [suggestion.interval.lowerBound, suggestion.interval.upperBound]
    flat = suggestion.flatRange != nil
  }
}
