import Foundation
import LearningRate
import Optimizers
import Records
import Runs
import Testing

@Suite struct FitConfigurationTests {
  @Test func `runs of earlier versions are read by the keys that they were stored with`() throws {
    var configuration = FitConfiguration(
      task: "digits", optimizer: .sgd(), length: .epochs(2), batchSize: 8, seed: 1, threads: 2)
    (configuration.device, configuration.precision) = ("cuda:0", .bfloat16)
    (configuration.best, configuration.microBatchSize) = ("accuracy", 4)
    (configuration.gradientClipping, configuration.layersEvery) = (.norm(1), .steps(10))
    configuration.plan = Plan(.constant(0.1))
    let stored = try JSONText(encoding: configuration).description
    let object = try JSONSerialization.jsonObject(with: Data(stored.utf8)) as? [String: Any]
    #expect(
      object?.keys.sorted() == [
        "batchSize", "best", "checkpointEvery", "device", "gradientLimit", "layersEvery", "length",
        "microBatchSize", "optimizer", "peak", "plan", "precision", "seed", "task", "threads",
        "validateEvery",
      ])
    #expect(object?["gradientLimit"] as? String == "norm(1)")
  }
}
