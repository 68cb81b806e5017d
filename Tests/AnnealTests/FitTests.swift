import Anneal
import Foundation
import Testing

@Suite struct FitTests {
  private let runs = Runs()

  @Test func `it finds, plans, trains, records and sums up`() async throws {
    let fit = try runs.fit()
    var words: [String] = []
    var suggestion: RateSuggestion?
    var losses: [Double] = []
    let outcome = try await fit.run { event in
      if words.last != event.word { words.append(event.word) }
      if case .found(let found) = event { suggestion = found }
      if case .training(.step(let report)) = event { losses.append(report.loss) }
      return true
    }
    #expect(fit.runName == "toy-1")
    #expect(words == ["named", "prepared", "searching", "found", "planned", "training"])
    let summary = try #require(outcome.summary)
    let found = try #require(suggestion)
    #expect(summary.run == "toy-1" && summary.task == "toy" && summary.optimizer == "adamw")
    #expect(summary.steps == 36)  // 64/10 = 6 steps in each of 6 epochs
    let planned = Schedule.cosine(from: found.rate, to: 0).warmup(.percent(10))
    #expect(summary.schedule == planned.description)
    #expect(summary.rate <= found.rate && summary.rate > 0.9 * found.rate)
    #expect(summary.validation.keys.sorted() == ["accuracy", "loss"])
    #expect(summary.seconds > 0)

    let store = try runs.store()
    let record = try store.run("toy-1")
    #expect(record.status == .finished)
    #expect(try record.summary?.decoded(as: FitSummary.self) == summary)
    #expect(try record.configuration.decoded(as: FitConfiguration.self) == runs.configuration())
    #expect(try store.series("loss", of: "toy-1").map(\.value) == losses)
    #expect(
      try store.series("validation loss", of: "toy-1").map(\.step) == [6, 12, 18, 24, 30, 36])
    #expect(
      try store.series("validation accuracy", of: "toy-1").last?.value
        == summary.validation["accuracy"])
    #expect(try runs.steps("toy-1") == [35, 36])
    #expect(try runs.events("toy-1") == ["found -1"])
    struct Found: Decodable { let rate: Double }
    #expect(try store.events(of: "toy-1")[0].payload.decoded(as: Found.self).rate == found.rate)
  }

  @Test func `the search changes nothing but the rate`() async throws {
    let found = try await runs.fit().run { _ in true }
    let rate = try #require(found.summary).schedule
    let given = try await runs.fit {
      $0.plan = try! Plan(rate)
      $0.peak = .written
    }.run { _ in true }
    #expect(given.summary?.validation == found.summary?.validation)
    #expect(try runs.rows("toy-1") == runs.rows("toy-2"))
    #expect(
      try runs.file("weights.safetensors", of: "toy-1", at: 36)
        == runs.file("weights.safetensors", of: "toy-2", at: 36))
    #expect(try runs.events("toy-2") == [])
  }

  @Test func `a schedule is scaled to a rate that is given`() async throws {
    let outcome = try await runs.fit {
      $0.plan = Plan(.linear(from: 0.5, to: 0))
      $0.peak = .given(0.01)
      $0.length = 4
    }.run { _ in true }
    // 0.5, 0.375, 0.25, 0.125 times 0.02
    let rates = try runs.store().series("rate", of: "toy-1").map(\.value)
    for (rate, expected) in zip(rates, [0.01, 0.0075, 0.005, 0.0025]) {
      #expect(abs(rate / expected - 1) < 1e-14)
    }
    #expect(outcome.summary?.schedule == "linear(from: 0.5, to: 0).scaled(by: 0.02)")
    #expect(outcome.summary?.rate == 0.01)
  }

  @Test func `a loss that is no number fails the run and keeps the last good checkpoint`()
    async throws
  {
    var configuration = FitConfiguration(.line)
    configuration.checkpointEvery = 1
    configuration.plan = Plan(.constant(0.05).then(.constant(1e30), at: 12))
    configuration.peak = .written
    let wrong = configuration
    let error = await #expect(throws: DivergenceError.self) {
      try await Fit(wrong, task: .line, store: try runs.store()).run { _ in true }
    }
    #expect(error?.step == 13)
    #expect(error?.learningRate == 1e30)
    #expect(try runs.status("line-1") == .failed)
    #expect(try runs.events("line-1") == ["diverged 13"])
    #expect(try runs.store().series("loss", of: "line-1").map(\.step) == Array(0..<13))
    // The checkpoint before the fatal update is the last; it loads, and trains on to the same end.
    #expect(try runs.steps("line-1") == [11, 12])
    let again = try await #require(throws: DivergenceError.self) {
      try await runs.resumed("line-1").run { _ in true }
    }
    #expect(again == error)
    #expect(try runs.status("line-1") == .failed)
    #expect(try runs.steps("line-1") == [11, 12])
  }

  @Test func `a wrong length fails the run with one sentence`() async throws {
    let fit = try runs.fit { $0.length = .percent(50) }
    let error = await #expect(throws: TrainingError.self) { try await fit.run { _ in true } }
    #expect(error?.description == "length must be in steps or epochs; received 50%")
    #expect(try runs.status("toy-1") == .failed)
  }

  @Test func `a folder left by another store's run stays, and is not taken for this run's`()
    async throws
  {
    _ = try await runs.fit { $0.seed = 8 }.run { _ in true }
    for name in ["runs.sqlite", "runs.sqlite-wal", "runs.sqlite-shm"] {
      try? FileManager.default.removeItem(at: runs.folder.url.appendingPathComponent(name))
    }
    let older = runs.folder.url.appendingPathComponent("toy-1").path
    let kept = try FileManager.default.contentsOfDirectory(atPath: older).sorted()
    let stopped = try await runs.fit().run { $0.step != 7 }
    #expect(stopped.stoppedStep == 8)
    #expect(try runs.steps("toy-2") == [5, 8])
    let outcome = try await runs.resumed("toy-2").run { _ in true }
    #expect(outcome.summary?.steps == 36)
    #expect(try FileManager.default.contentsOfDirectory(atPath: older).sorted() == kept)
    #expect(kept.count > 1)
  }

  @Test func `digits reaches 97.5 percent`() async throws {
    let fit = try Fit(FitConfiguration(.digits), task: .digits, store: try runs.store())
    let summary = try #require(try await fit.run { _ in true }.summary)
    #expect(try #require(summary.validation["accuracy"]) >= 0.975)
    #expect(summary.steps == 30 * 44)  // ⌊1438/32⌋ steps an epoch
  }
}
