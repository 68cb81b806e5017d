internal import Foundation
internal import Notation
internal import Records
internal import Tasks
internal import Torch
internal import Training

/// What a model answers for each held-out example.
struct HeldOutAnswers {
  /// The cross-entropy of each example, or its absolute error in the target's unit.
  let losses: [Double]
  /// The true and predicted numbers; empty for classes.
  private(set) var numbers: [ReportDetails.Answer] = []
  private var classes: [String] = []
  private var pairs: [(Int, Int)] = []

  /// Answers all examples of `validation`.
  ///
  /// - Throws: `TorchError` when out of memory.
  init(of model: TrainedModel, on validation: any Dataset) throws {
    var (losses, values, truths) = ([Double](), [Float](), [Float]())
    for start in stride(from: 0, to: validation.count, by: TrainedModel.batchSize) {
      let end = min(validation.count, start + TrainedModel.batchSize)
      let batch = try validation.batch(ArraySlice(Int64(start)..<Int64(end)))
      let outputs = try model.outputs(for: batch.input)
      guard case .classes(let names, _) = model.record.answer else {
        values += try outputs.scalars(as: Float.self)
        truths += try batch.target.scalars(as: Float.self)
        continue
      }
      classes = names
      let chosen = try outputs.argmax().scalars(as: Int64.self)
      let targets = try batch.target.scalars(as: Int64.self)
      let probabilities = try outputs.softmax().scalars(as: Float.self)
      for (row, (answer, target)) in zip(chosen, targets).enumerated() {
        pairs.append((Int(target), Int(answer)))
        let probability = Double(probabilities[row * names.count + Int(target)])
        losses.append(-log(max(probability, 1e-38)))
      }
    }
    if case .number(let center, let scale) = model.record.answer {
      numbers = zip(truths, values).map {
        .init(target: center + scale * Double($0), prediction: center + scale * Double($1))
      }
      losses = numbers.map { abs($0.prediction - $0.target) }
    }
    self.losses = losses
  }

  /// How often each class was taken for which; nil for numbers, and for too many classes to show.
  var confusion: ReportDetails.Confusion? {
    guard 1...ReportDetails.mostClasses ~= classes.count else { return nil }
    return ReportDetails.Confusion(classes: classes, pairs: pairs)
  }

  /// The example at `index` without facts.
  func example(_ index: Int) -> ReportDetails.Example {
    guard classes.isEmpty else {
      let (target, answer) = pairs[index]
      return .init(target: classes[target], prediction: classes[answer], loss: losses[index])
    }
    // The targets are rounded to float32, whose digits end after the seventh.
    func text(_ value: Double) -> String { Double(String(format: "%.6g", value))!.notationText }
    return .init(
      target: text(numbers[index].target), prediction: text(numbers[index].prediction),
      loss: losses[index])
  }
}
