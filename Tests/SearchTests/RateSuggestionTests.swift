import Search
import Testing

@Suite struct RateSuggestionTests {
  private let trials = [
    RateTrial(rate: 1, steps: 10, loss: 2), RateTrial(rate: 5, steps: 10, loss: nil),
  ]

  private func suggestion(
    _ losses: [Int: Double] = [0: 2, 1: 1, 2: 2], at place: Double, typical: Double = 0.01,
    schedule: Double = 1, rule: Double = 1, budget: SearchBudget = .sixth,
    trust: Double? = nil
  ) -> RateSuggestion {
    var ladder = RateLadder(typical: typical)
    for (place, loss) in losses { ladder.record(loss, at: place, before: 100) }
    return RateSuggestion(
      ladder, at: place, trials, budget: budget, lossBefore: 3, scheduleFactor: schedule,
      ruleFactor: rule, steps: 5, trust: trust)
  }

  @Test func `the way up from the typical rate is believed to three quarters, down in full`() {
    // 10^(⅔·¾·2) = 10, 10^(−⅔·1.5) = 0.1
    #expect(suggestion(at: 2).rate == 0.1)
    #expect(suggestion(at: -1.5).rate == 0.001)
    #expect(suggestion(at: 0).rate == 0.01)
  }

  @Test func `after longer trials more of the way up is believed`() {
    // 10^(⅔·0.9·2) = 15.85
    #expect(suggestion(at: 2, budget: .whole).rate == 0.158)
    #expect(suggestion(at: 2, budget: .twoFifths).rate == 0.1)
    #expect(suggestion(at: -1.5, budget: .whole).rate == 0.001)
    // 10^(⅔·2) = 21.5
    #expect(suggestion(at: 2, trust: 1).rate == 0.215)
  }

  @Test func `a larger budget promises less regret and a narrower interval`() {
    let all = SearchBudget.allCases.map { suggestion(at: 0, budget: $0) }
    for (less, more) in zip(all, all.dropFirst()) {
      #expect(less.expectedRegret.median > more.expectedRegret.median)
      #expect(less.interval.upperBound >= more.interval.upperBound)
    }
    #expect(SearchBudget(rawValue: "40%") == .twoFifths && SearchBudget(rawValue: "41%") == nil)
  }

  @Test func `whole runs around a suggestion decide`() {
    let earlier = suggestion(at: 2, schedule: 0.5, budget: .threefold)
    let decided = RateSuggestion(earlier, best: 0.232, flat: 0.05...0.232, trials, steps: 1300)
    #expect(decided.rate == 0.232 && decided.flatRange == 0.05...0.232 && decided.steps == 1300)
    #expect(decided.scheduleFactor == 0.5 && decided.budget == .threefold)
  }

  @Test func `the factors of the schedule and of the rule multiply it`() {
    let suggestion = suggestion(at: 2, schedule: 0.5, rule: 0.4)
    #expect(suggestion.rate == 0.02)
    #expect(suggestion.scheduleFactor == 0.5 && suggestion.typicalRate == 0.01)
    #expect(suggestion.trials == trials && suggestion.steps == 5)
  }

  @Test(arguments: [
    (0.024_69, 0.0247), (0.024_702, 0.0247), (19.992e-4, 2e-3), (246.8, 247), (2469.2, 2470),
    (2, 2), (6.004e-5, 6e-5),
  ])
  func `a suggestion has three digits`(rate: Double, expected: Double) {
    #expect(suggestion(at: 0, typical: rate).rate == expected)
  }

  @Test func `neighbours that hardly differ are told as flat`() {
    // The trials at 0.01 and 0.215, times a quarter.
    let flat = suggestion([0: 1.04, 1: 1, 2: 1.03], at: 1, schedule: 0.5, rule: 0.5)
    #expect(flat.flatRange == 0.0025...0.0538)
    #expect(suggestion([0: 1.04, 1: 1, 2: 1.1], at: 1).flatRange == nil)
    #expect(suggestion([0: 1.04, 1: 1], at: 1).flatRange == nil)
    // Nothing was learned: the loss before was 3.
    #expect(suggestion([0: 2.9, 1: 2.9, 2: 2.9], at: 1).flatRange == nil)
  }

  @Test func `the interval is wider for a rate that was not searched for`() {
    let found = suggestion(at: 0, typical: 0.05)
    #expect(found.interval == 0.01...0.25 && !found.isTypical)
    let typical = RateSuggestion(typical: 0.01)
    #expect(typical.isTypical && typical.rate == 0.01 && typical.interval == 0.000_455...0.22)
    #expect(typical.steps == 0 && typical.flatRange == nil)
    #expect(typical.expectedRegret.median > found.expectedRegret.median)
  }

  @Test func `without a trial that trains there is no suggestion`() {
    #expect(
      SearchError.nothingTrains(trials).description
        == "no learning rate can be found: a short training must lower the loss; at the rates 1.0, 5.0 "
        + "none did; scale the data, or give a rate")
  }
}
