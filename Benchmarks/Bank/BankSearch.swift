import Anneal
import LearningRate
import Optimizers
import Search
import Training

/// One search for the rate of a setting, with a budget or by a range test.
struct BankSearch: Encodable {
  let kind = "search"
  let seed: UInt64
  /// The budget, or the name of the range test.
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

  /// A range test with the initial state and the data of `seed`; the rate is NaN where the test has no
  /// suggestion.
  init(
    _ setting: BankSetting, seed: UInt64, _ test: RangeTest, _ source: BankSource
  ) async throws {
    let typical = setting.optimizer.rule.typicalRate
    let setup = try await source.setup(setting, seed: seed, rate: typical)
    let curve = try setup.rangeTest(test).curve { _ in true }
    (self.seed, budget, interval, flat) = (seed, test.rawValue, [], false)
    rate = (try? curve.suggestion(by: test))?.peak ?? .nan
    cost = Double(curve.losses.count) / Double(setting.steps)
  }

  /// The search of before with the initial state and the data of `seed`; the rate is NaN where nothing
  /// trained.
  init(earlier setting: BankSetting, seed: UInt64, _ source: BankSource) async throws {
    let typical = setting.optimizer.rule.typicalRate
    let found = try EarlierFinder(try await source.setup(setting, seed: seed, rate: typical))
    (self.seed, budget, interval, flat) = (seed, "before", [], false)
    (rate, cost) = (found.rate, Double(found.spent) / Double(setting.steps))
  }
}
