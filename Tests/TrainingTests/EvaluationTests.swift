import Testing
import Torch
import Training

@Suite struct EvaluationTests {
  @Test func `an uneven last batch weighs what it holds`() throws {
    // y = 0.5x on x = 2, 4, 6 with targets 2, 2, 6: squared errors 1, 0, 9, mean 10/3.
    let data = TensorDataset(
      inputs: try Tensor([Float(2), 4, 6], shape: [3, 1]),
      targets: try Tensor([Float(2), 2, 6], shape: [3, 1]))
    for batchSize in [1, 2, 3, 1000] {
      let evaluation = try Evaluation(of: line(), on: data, batchSize: batchSize)
      // Equal batches would give (½ + 9)/2 = 4.75 for size 2.
      #expect(abs(evaluation.loss - 10.0 / 3) < 1e-6)
      #expect(evaluation.measures.isEmpty)
    }
  }

  @Test func `accuracy is the share of right answers`() throws {
    let layer = try Linear(2, 2, bias: false)
    try layer.weight.assign(Tensor([Float(1), 0, 0, 1], shape: [2, 2]))
    // The larger coordinate wins: classes 0, 1, 1 against 0, 1, 0.
    let data = TensorDataset(
      inputs: try Tensor([Float(2), 1, 0, 3, 1, 2], shape: [3, 2]),
      targets: try Tensor([Int64(0), 1, 0], shape: [3]))
    let evaluation = try Evaluation(of: Classifier(layer), on: data, batchSize: 2)
    #expect(abs((evaluation.measures["accuracy"] ?? 0) - 2.0 / 3) < 1e-7)
    // ln(1 + e^−1), ln(1 + e^−3), ln(1 + e^1)
    #expect(abs(evaluation.loss - (0.3132617 + 0.0485874 + 1.3132617) / 3) < 1e-6)
  }

  @Test func `measuring leaves the model as it was and is the same every time`() throws {
    let training = try Setting().training()
    _ = try training.events(to: 3)
    let before = try training.checkpointFiles()
    let first = try Evaluation(of: training.learner.model, on: images())
    #expect(try Evaluation(of: training.learner.model, on: images()) == first)
    #expect(try training.checkpointFiles() == before)
  }
}
