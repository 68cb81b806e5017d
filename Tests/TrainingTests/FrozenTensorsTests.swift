import Foundation
import LearningRate
import Notation
import Optimizers
import Runs
import Testing
import Torch
import Training

private func message(_ body: () throws -> Void) -> String {
  do { try body() } catch { return "\(error)" }
  return "nothing was thrown"
}

private func trained(_ model: any Model) -> [String] { model.parameters.map(\.name) }

@Suite struct FrozenTensorsTests {
  final class Averaged: Model {
    let body: Linear
    let head: Linear
    let mean: Tensor
    init() throws {
      try Engine.seed(3)
      (body, head, mean) = (try Linear(1, 2), try Linear(2, 1), try .full([1], 0))
    }
    func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
      let output = try head(body(batch.input, for: mode), for: mode)
      return Outcome(loss: try output.meanSquaredError(to: batch.target))
    }
  }

  @Test func `patterns freeze, and what was frozen is given back`() throws {
    let model = try Averaged()
    let frozen = try model.freeze("body.*", "*.bias")
    #expect(trained(model) == ["head.weight"])
    #expect(frozen.tensors.map(\.name) == ["body.weight", "body.bias", "head.bias"])
    #expect(model.listedTensors.map(\.isTrained) == [false, false, true, false, false])
    try frozen.unfreeze("*.bias")
    #expect(trained(model) == ["body.bias", "head.weight", "head.bias"])
    try frozen.unfreeze()
    #expect(trained(model) == ["body.weight", "body.bias", "head.weight", "head.bias"])
  }

  @Test func `a buffer is never unfrozen, nor what was frozen before`() throws {
    let model = try Averaged()
    let first = try model.freeze("body.weight")
    let all = try model.freeze("*")
    #expect(trained(model).isEmpty && model.parameterCount == 0)
    try all.unfreeze()
    #expect(trained(model) == ["body.bias", "head.weight", "head.bias"])
    try first.unfreeze()
    #expect(!model.mean.requiresGradient)
    #expect(try model.freeze("mean").tensors.isEmpty)
  }

  @Test func `a pattern that fits nothing changes nothing`() throws {
    let model = try Averaged()
    #expect(
      message { try model.freeze("body.*", "tail.*") }
        == "freeze must be a pattern that a parameter fits (the model has body.weight, body.bias, "
        + "head.weight, …); received \"tail.*\"")
    #expect(trained(model).count == 4)
    #expect(message { try model.freeze("#.#") }.hasPrefix("freeze must be a pattern with at most"))
    let frozen = try model.freeze("body.*")
    #expect(message { try frozen.unfreeze("body.bias", "head.*") }.hasPrefix("unfreeze must be"))
    #expect(trained(model) == ["head.weight", "head.bias"])
    #expect(try model.freeze([]).tensors.isEmpty)
  }

  @Test func `what is frozen is not trained, has no history, and stays in checkpoints`() throws {
    let model = try Averaged()
    try model.freeze("body.*")
    let before = try model.weights
    let training = try TrainingRun(
      learner: learner(model, try twoExamples(), optimizer: .sgd(momentum: 0.9), batchSize: 2),
      plan: try Plan("constant(0.1)").resolved(steps: 5, stepsPerEpoch: 1),
      validation: nil, validateEvery: 5)
    _ = try training.events()
    for named in model.namedTensors {
      let isSame = try before[named.name]?.isEqual(to: named.tensor)
      #expect(isSame == !named.name.hasPrefix("head."), "\(named.name)")
    }
    let files = try training.checkpointFiles()
    let weights = try SafetensorsFile(files["weights.safetensors"]!, file: "weights")
    #expect(
      weights.tensors.keys.sorted()
        == ["body.bias", "body.weight", "head.bias", "head.weight", "mean"])
    let history = try SafetensorsFile(files["optimizer.safetensors"]!, file: "optimizer")
    #expect(history.tensors.keys.sorted() == ["head.bias/velocity", "head.weight/velocity"])
  }
}
