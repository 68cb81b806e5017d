internal import Torch
internal import Training

/// A classifier of named classes.
///
/// The loss is the cross-entropy, with a weight for each class if asked for. Evaluation measures
/// `accuracy`; `balanced accuracy`, the mean of the classes' recalls; `f1`, the mean of the
/// classes' F1; and for at most 20 classes `recall CLASS`. A class without examples does not count.
final class LabelClassifier: Model {
  let body: any Layer
  private let classes: [String]
  // Numbers, not a tensor, which would be one of the model's.
  private let weights: [Float]?

  init(_ body: any Layer, classes: [String], weights: [Double]? = nil) throws {
    (self.body, self.classes) = (body, classes)
    self.weights = weights?.map(Float.init)
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let logits = try body(batch.input, for: mode)
    let outputs = ["logits": logits]
    let loss =
      try weights.map {
        try logits.crossEntropy(
          with: batch.target,
          weights: Tensor($0, shape: [$0.count]).converted(to: .float32, on: logits.device))
      } ?? logits.crossEntropy(with: batch.target)
    guard mode == .evaluation else { return Outcome(loss: loss, outputs: outputs) }
    return Outcome(
      loss: loss, measures: try measures(logits, batch.target), outputs: outputs)
  }

  private func measures(_ logits: Tensor, _ target: Tensor) throws -> [String: Measure] {
    let count = classes.count
    let (chosen, true_) = (
      try logits.argmax().scalars(as: Int64.self), try target.scalars(as: Int64.self)
    )
    var (hits, examples, answers) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count),
      [Double](repeating: 0, count: count)
    )
    for (answer, label) in zip(chosen, true_) {
      examples[Int(label)] += 1
      answers[Int(answer)] += 1
      if answer == label { hits[Int(label)] += 1 }
    }
    var measures = [
      "accuracy": Measure.mean(hits.reduce(0, +), over: Double(chosen.count)),
      "balanced accuracy": Measure(hits + examples) { sums in
        let recalls = (0..<count).filter { sums[count + $0] > 0 }.map {
          sums[$0] / sums[count + $0]
        }
        return recalls.reduce(0, +) / Double(recalls.count)
      },
      "f1": Measure(hits + examples + answers) { sums in
        let scores = (0..<count).filter { sums[count + $0] > 0 }
          .map { 2 * sums[$0] / (sums[count + $0] + sums[2 * count + $0]) }
        return scores.reduce(0, +) / Double(scores.count)
      },
    ]
    guard count <= 20 else { return measures }
    for (index, name) in classes.enumerated() {
      measures["recall \(name)"] = .mean(hits[index], over: examples[index])
    }
    return measures
  }
}
