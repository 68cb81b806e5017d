import Anneal
import Foundation
import Runs
import Testing

@Suite struct FitConfigurationTests {
  @Test func `the defaults are the task's`() {
    let configuration = FitConfiguration(.boston, seed: 9)
    #expect(configuration.task == "boston")
    #expect(configuration.optimizer == .adamw())
    #expect(configuration.plan == nil)
    #expect(configuration.peak == .found)
    #expect(configuration.length == .epochs(100))
    #expect(configuration.batchSize == 32)
    #expect(configuration.seed == 9)
    #expect(configuration.threads == 1)
    #expect(configuration.gradientClipping == nil)
    #expect(configuration.validateEvery == .epochs(1))
    #expect(configuration.checkpointEvery == .percent(10))
    // mnist leaves the threads to the machine.
    #expect(FitConfiguration(.mnist).threads == ProcessInfo.processInfo.activeProcessorCount)
  }

  @Test(arguments: [FitConfiguration.Peak.found, .written, .given(0.003)])
  func `what is stored reads back`(peak: FitConfiguration.Peak) throws {
    var configuration = FitConfiguration(.toy, seed: .max)
    configuration.peak = peak
    configuration.optimizer = .sgd(momentum: 0.9, nesterov: true)
    configuration.plan = Plan(.cosine(from: 0.1, to: 0).warmup(.percent(5)))
    configuration.gradientClipping = .norm(0.1 + 0.2)  // no short decimal
    configuration.length = .epochs(2.5)
    let text = try JSONText(encoding: configuration)
    #expect(try text.decoded(as: FitConfiguration.self) == configuration)
    #expect(text.description.contains(#""optimizer":"sgd(momentum: 0.9, nesterov: true)""#))
    #expect(
      text.description.contains(#""plan":"cosine(from: 0.1, to: 0).warmup(5%)""#))
    #expect(text.description.contains(#""length":"2.5ep""#))
    configuration.plan = nil
    configuration.gradientClipping = nil
    #expect(
      try JSONText(encoding: configuration).decoded(as: FitConfiguration.self) == configuration)
  }

  @Test(arguments: [
    (FitConfiguration.Peak.found, #""found""#), (.written, #""written""#), (.given(0.5), "0.5"),
  ])
  func `the peak is stored as a word or a number`(
    peak: FitConfiguration.Peak, text: String
  ) throws {
    #expect(try JSONText(encoding: peak).description == text)
    #expect(try JSONText(encoding: peak).decoded(as: FitConfiguration.Peak.self) == peak)
  }

  @Test func `another word for the peak is refused`() throws {
    let text = try JSONText(encoding: "guessed")
    #expect(throws: (any Error).self) { try text.decoded(as: FitConfiguration.Peak.self) }
  }

  @Test func `a number out of its range is an error, not a crash`() async throws {
    try await expectFault("batchSize must be positive and finite; received 0") {
      $0.batchSize = 0
    }
    try await expectFault("threads must be positive and finite; received -1") { $0.threads = -1 }
    try await expectFault("microBatchSize must be positive and finite; received 0") {
      $0.microBatchSize = 0
    }
    try await expectFault("rate must be positive and finite; received inf") {
      $0.peak = .given(.infinity)
    }
    try await expectFault("rate must be positive and finite; received -0.1") {
      $0.peak = .given(-0.1)
    }
  }

  private func expectFault(
    _ message: String, _ change: (inout FitConfiguration) -> Void
  ) async throws {
    var configuration = FitConfiguration(.toy)
    change(&configuration)
    let wrong = configuration
    let error = await #expect(throws: TrainingError.self) {
      try await FitSetup(wrong, task: .toy)
    }
    #expect(error?.description == message)
  }
}
