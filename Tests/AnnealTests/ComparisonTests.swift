import Anneal
import Foundation
import Optimizers
import Testing
import Training

@Suite struct ComparisonTests {
  private func run(
    _ optimizers: [Optimizer], _ task: TrainingTask = .line, seeds: Int = 3, tries: Int = 0
  ) async throws -> ComparisonRanking {
    try await Comparison(
      FitConfiguration(task), task: task, of: optimizers, seeds: seeds, tries: tries
    ).run { _ in true }
  }

  @Test func `each trains as a run of its own would`() async throws {
    let result = try await run([.adamw(), .sgd(momentum: 0.5)], .toy, seeds: 2)
    for entry in result.entries {
      for training in entry.trainings {
        var configuration = FitConfiguration(.toy, seed: training.seed)
        configuration.optimizer = try Optimizer(entry.optimizer)
        let data = try await TrainingTask.toy.load(training.seed, DataSource())
        let setup = try FitSetup(configuration, task: .toy, data: data)
        let alone = try setup.training(setup.plan(peak: entry.rate))
        var last: Evaluation?
        while let event = try alone.next() {
          if case .validation(_, let evaluation) = event { last = evaluation }
        }
        #expect(training.loss == last?.loss)
        #expect(training.measures == last?.measures)
      }
    }
  }

  @Test func `the best median comes first`() async throws {
    let result = try await run([.sgd(momentum: 0.9), .adam(), .adamw(weightDecay: 0.5)])
    let medians = result.entries.map { $0.spread(of: "loss")?.median ?? .infinity }
    #expect(result.measure == "loss")
    #expect(medians == medians.sorted() && Set(medians).count == 3)
    #expect(result.entries.allSatisfy { $0.trainings.map(\.seed) == [0, 1, 2] })
    #expect(try await run([.adam()], .toy, seeds: 1).measure == "accuracy")
  }

  /// Descent on a line under a squared error diverges far above its typical rate.
  @Test func `a loss that stops being a number is a result, and comes last`() async throws {
    let result = try await Comparison(
      FitConfiguration(.broken), task: .broken, of: [.sgd(), .adam()], seeds: 2, tries: 0
    ).run { _ in true }
    #expect(result.entries.map(\.optimizer) == ["adam", "sgd"])
    let sgd = try #require(result.entries.last)
    #expect(sgd.divergedCount == 2 && sgd.spread(of: "loss") == nil)
    #expect(sgd.trainings.allSatisfy { $0.divergedAt != nil })
    let stored = try JSONDecoder().decode(
      ComparisonRanking.self, from: try JSONEncoder().encode(result))
    #expect(stored.entries.map(\.optimizer) == ["adam", "sgd"])
    #expect(stored.entries.map(\.divergedCount) == [0, 2])
  }

  @Test func `each optimizer is trained with each schedule, at a peak of its own`() async throws {
    let schedules = [try Plan("constant(5)"), try Plan("linear(from: 1, to: 0)")]
    let result = try await Comparison(
      FitConfiguration(.line), task: .line, of: [.adam(), .sgd()], under: schedules, seeds: 1,
      tries: 3
    ).run { _ in true }
    #expect(
      Set(result.entries.map { "\($0.optimizer) \($0.schedule ?? "none")" }) == [
        "adam constant(5)", "sgd constant(5)", "adam linear(from: 1, to: 0)",
        "sgd linear(from: 1, to: 0)",
      ])
    #expect(result.entries.allSatisfy { $0.tried.count == 3 })
    // A schedule is multiplied to the peak, whatever it is written with; the task's own is constant.
    let entry = try #require(result.entries.first { $0.schedule == "linear(from: 1, to: 0)" })
    var configuration = FitConfiguration(.line)
    configuration.optimizer = try Optimizer(entry.optimizer)
    configuration.plan = try Plan("linear(from: 7, to: 0)")
    configuration.peak = .given(entry.rate)
    let data = try await TrainingTask.line.load(0, DataSource())
    let setup = try FitSetup(configuration, task: .line, data: data)
    let alone = try setup.training(setup.plan(peak: entry.rate))
    var last: Evaluation?
    while let event = try alone.next() {
      if case .validation(_, let evaluation) = event { last = evaluation }
    }
    #expect(entry.trainings[0].loss == last?.loss)
  }

  @Test func `a rate at which everything diverges is left downwards`() async throws {
    let result = try await Comparison(
      FitConfiguration(.broken), task: .broken, of: [.sgd()], seeds: 1, tries: 12
    ).run { _ in true }
    let tried = result.entries[0].tried
    #expect(tried.first?.loss == nil)
    #expect(result.entries[0].rate < 1e-3 && result.entries[0].divergedCount == 0)
  }

  @Test func `rates are looked for on another seed, and not where the rule finds its own`()
    async throws
  {
    let result = try await run([.adam(), .prodigy()], seeds: 2, tries: 4)
    let adam = try #require(result.entries.first { $0.optimizer == "adam" })
    #expect(adam.tried.count == 4 || adam.tried.count == 3)
    #expect(adam.tried.first?.rate == Adam().typicalRate)
    #expect(adam.tried.contains { $0.rate == adam.rate })
    let least = adam.tried.compactMap(\.loss).min()
    #expect(adam.tried.first { $0.rate == adam.rate }?.loss == least)
    let prodigy = try #require(result.entries.first { $0.optimizer == "prodigy" })
    #expect(prodigy.tried.isEmpty && prodigy.rate == 1)
  }

  @Test func `a factor is looked for where that is asked for`() async throws {
    let comparison = try Comparison(
      FitConfiguration(.line), task: .line, of: [.prodigy()], seeds: 1, tries: 3,
      tunesFactors: true)
    var most = 0
    let result = try await comparison.run {
      most = max(most, $0.of)
      return true
    }
    #expect(most == 4)
    #expect(result.entries[0].tried.first?.rate == 1)
    #expect(result.entries[0].tried.count == 3)
  }

  @Test func `rates are powers of three as one writes them`() async throws {
    // 3e-3 · 3 is 0.009000000000000001 in binary.
    let result = try await run([.adam()], seeds: 1, tries: 2)
    #expect(result.entries[0].tried.map(\.rate) == [3e-3, 9e-3])
  }

  @Test func `progress counts every training, and an answer of false stops`() async throws {
    let comparison = try Comparison(
      FitConfiguration(.line), task: .line, of: [.adam(), .sgd()], seeds: 2, tries: 1)
    var trainings: Set<Int> = []
    _ = try await comparison.run { progress in
      trainings.insert(progress.trainings)
      #expect(progress.of == 6 && progress.steps == 40)
      #expect(progress.isTuning == [0, 3].contains(progress.trainings))
      return true
    }
    #expect(trainings == Set(0..<6))
    await #expect(throws: ComparisonStopped.self) { try await comparison.run { $0.step < 7 } }
  }

  @Test func `what cannot be compared is named`() throws {
    func message(_ optimizers: [Optimizer], seeds: Int = 1, tries: Int = 0) -> String? {
      let error = #expect(throws: TrainingError.self) {
        try Comparison(
          FitConfiguration(.line), task: .line, of: optimizers, seeds: seeds, tries: tries)
      }
      return error?.description
    }
    #expect(message([]) == "there must be an optimizer to compare")
    #expect(
      message([.adam(), .sgd(), .adam()])
        == "optimizers must differ to be compared; received adam twice")
    let twice = #expect(throws: TrainingError.self) {
      try Comparison(
        FitConfiguration(.line), task: .line, of: [.adam()],
        under: [Plan("constant(1)"), Plan("constant(1)")])
    }
    #expect(
      twice?.description == "schedules must differ to be compared; received constant(1) twice")
    #expect(message([.adam()], seeds: 0) == "seeds must be at least 1; received 0")
    #expect(message([.adam()], tries: -1) == "tries must not be negative; received -1")
  }
}
