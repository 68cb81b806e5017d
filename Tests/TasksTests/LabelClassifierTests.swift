import Models
import Tasks
import Testing
import Torch
import Training

/// Measures over several batches, beside scikit-learn 1.9.1's `accuracy_score`,
/// `balanced_accuracy_score`, `f1_score(average="macro")` and `recall_score(average=None)`.
@Suite struct LabelClassifierTests {
  private func evaluation(
    _ labels: [Int64], answers: [Int], classes: Int, weights: [Double]? = nil, batchSize: Int
  ) throws -> Evaluation {
    let model = try NamedModels.identity(classes, NamedModels.classes(classes, weights: weights))
    let logits = try Tensor.rows(
      answers.map { answer in (0..<classes).map { $0 == answer ? 1 : 0 } })
    let data = TensorDataset(inputs: logits, targets: try Tensor(labels, shape: [labels.count]))
    return try Evaluation(of: model, on: data, batchSize: batchSize)
  }

  private let labels: [Int64] = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 0, 1]
  private let answers = [0, 0, 0, 1, 2, 1, 1, 0, 2, 0, 0, 2]

  @Test(arguments: [1, 5, 12])
  func `accuracy, balanced accuracy, F1 and recalls`(batchSize: Int) throws {
    let measures = try evaluation(labels, answers: answers, classes: 3, batchSize: batchSize)
      .measures
    let expected = [
      "accuracy": 0.5833333333333334, "balanced accuracy": 0.5555555555555555,
      "f1": 0.546031746031746, "recall a": 0.66666667, "recall b": 0.5, "recall c": 0.5,
    ]
    #expect(Set(measures.keys) == Set(expected.keys))
    for (name, value) in expected { #expect(abs(measures[name]! - value) < 1e-8, "\(name)") }
  }

  @Test(arguments: [2, 5])
  func `a class without examples does not count`(batchSize: Int) throws {
    // scikit-learn with labels=[0, 1]: the third class is answered once and occurs never.
    let measures = try evaluation(
      [0, 0, 1, 1, 1], answers: [0, 2, 1, 1, 0], classes: 3, batchSize: batchSize
    ).measures
    #expect(abs(measures["accuracy"]! - 0.6) < 1e-12)
    #expect(abs(measures["balanced accuracy"]! - 0.5833333333333333) < 1e-12)
    #expect(abs(measures["f1"]! - 0.65) < 1e-12)
    #expect(abs(measures["recall b"]! - 0.6666666666666666) < 1e-12)
    #expect(measures["recall c"] == nil)
  }

  @Test func `of more than 20 classes the recalls are not told`() throws {
    let few = try evaluation(
      (0..<20).map { $0 }, answers: (0..<20).map { $0 }, classes: 20, batchSize: 2
    ).measures
    #expect(few.count == 3 + 20)
    let many = try evaluation([0, 20], answers: [0, 20], classes: 21, batchSize: 2).measures
    #expect(Set(many.keys) == ["accuracy", "balanced accuracy", "f1"])
  }

  @Test func `the loss is the cross-entropy, with the weights of the classes`() throws {
    // The answer's logit is 1 and the two others are 0: −ln p is ln(e + 2) − 1 or ln(e + 2).
    let miss: Double = 1.551444713932051  // ln(e + 2)
    let hit = miss - 1
    let losses: [Double] = zip(labels, answers).map { $0 == Int64($1) ? hit : miss }
    let plain = try evaluation(labels, answers: answers, classes: 3, batchSize: 12)
    #expect(abs(plain.loss - losses.reduce(0, +) / 12) < 1e-6)
    let weights = [1.0, 2, 4]
    let weighted = try evaluation(
      labels, answers: answers, classes: 3, weights: weights, batchSize: 12)
    let own = labels.map { weights[Int($0)] }
    var sum = 0.0
    for (weight, loss) in zip(own, losses) { sum += weight * loss }
    let expected = sum / own.reduce(0, +)
    #expect(abs(weighted.loss - expected) < 1e-6)
    #expect(weighted.measures == plain.measures)
  }
}
