import Anneal
import Foundation
import LearningRate
import Search
import Training

/// What can be known or measured of a task of the bank before it is trained, as a line of JSON.
///
///     anneal-benchmarks facts all
struct BankFacts: Encodable {
  let task: String
  let parameters, batchSize: Int
  let examples: Int?
  /// At the initial weights, over 32 batches.
  let gradientNorm: Double
  let noiseScale: Double?

  private init(_ setting: BankSetting) async throws {
    task = setting.task
    let setup = try await BankSource().setup(
      setting, seed: 1, rate: setting.optimizer.rule.typicalRate)
    parameters = setup.learner.model.parameterCount
    batchSize = setup.learner.batchSize
    examples = setup.trainingCount
    let noise = try setup.learner.gradientNoise(batches: 32)
    gradientNorm = noise?.gradientNorm ?? .nan
    noiseScale = noise?.noiseScale
  }

  /// Prints the facts of the task called `name`, or of all.
  static func show(_ name: String) async throws {
    Engine.tuneAllocator()
    Engine.threads = 1
    var shown: Set<String> = []
    for setting in try BankSetting.all() where name == "all" || setting.task == name {
      guard shown.insert(setting.task).inserted else { continue }
      let facts = try await BankFacts(setting)
      print(String(decoding: try JSONEncoder().encode(facts), as: UTF8.self))
    }
  }
}
