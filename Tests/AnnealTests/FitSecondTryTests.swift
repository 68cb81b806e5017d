import Anneal
import Foundation
import LearningRate
import Records
import Runs
import Search
import Testing

/// Linear regression on Boston housing under gradient descent at its typical rate of 0.5, at which it
/// diverges.
@Suite struct FitSecondTryTests {
  private let runs = Runs()

  private func fit(epochs: Double, rate: Double? = nil) throws -> Fit {
    let task = try TaskCatalogue.standard.task("boston(hidden: [])")
    var configuration = FitConfiguration(task)
    configuration.optimizer = .sgd()
    configuration.length = .epochs(epochs)
    configuration.searchBudget = SearchBudget.none
    if let rate { configuration.peak = .given(rate) }
    return try Fit(configuration, task: task, store: try runs.store())
  }

  private func acts(_ run: String) throws -> [String] {
    try runs.store().events(of: run).compactMap { try RecordedAct($0) }
      .map { "\($0.step) \($0.author): \($0.act)" }
  }

  @Test func `a run that ends at chance begins again at the next lower rate`() async throws {
    var told: [String] = []
    let outcome = try await fit(epochs: 5).run { event in
      if case .beganAgain(let step, _, let reason) = event { told.append("\(step): \(reason)") }
      return true
    }
    let summary = try #require(outcome.summary)
    #expect(told == ["60: the validation loss is not below that before training"])
    // Five epochs of 12 steps, twice; 0.5 divided by 10^(2/3).
    #expect(summary.steps == 120 && abs(summary.rate - 0.1077) < 1e-4)
    #expect(try #require(summary.validation["loss"]) < 0.4)
    #expect(
      try acts("boston-1") == [
        "60 search: goBack(to: 0)",
        "60 search: plan(cosine(from: 0.5, to: 0).warmup(5%).scaled(by: 0.2154434690031884), "
          + "from: 60, over: 60, until: 120)",
      ])
  }

  @Test func `so does one whose loss becomes infinite, as often as it is repeated`() async throws {
    var told: [String] = []
    let outcome = try await fit(epochs: 30).run { event in
      if case .beganAgain(_, _, let reason) = event { told.append(reason) }
      return true
    }
    let summary = try #require(outcome.summary)
    #expect(told == ["the loss became infinite"] || told == ["the loss became NaN"])
    #expect(summary.steps > 360 && summary.steps < 720)
    #expect(try #require(summary.validation["loss"]) < 0.4)
    let repeated = try await Fit(repeating: "boston-1", store: try runs.store()).run { _ in true }
    #expect(repeated.summary?.validation == summary.validation)
    #expect(repeated.summary?.steps == summary.steps)
    #expect(try acts("boston-2").count == 2)
  }

  @Test func `a rate that was given is the user's`() async throws {
    let outcome = try await fit(epochs: 5, rate: 0.5).run { event in
      if case .beganAgain = event { Issue.record("it began again") }
      return true
    }
    #expect(outcome.summary?.steps == 60)
    #expect(try acts("boston-1").isEmpty)
  }
}
