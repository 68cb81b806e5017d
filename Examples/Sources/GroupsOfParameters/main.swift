// Parameter groups with their own learning rates: a pretrained body is frozen at first and then
// learns more slowly than its new head; biases and norms have no weight decay.
import Anneal

/// A pretrained body and a new head.
final class Network: Model {
  let body: Sequential
  let head: Linear

  init(classes: Int) throws {
    body = Sequential(
      try Linear(64, 64), try LayerNorm(64), GELU(), try Linear(64, 32), try LayerNorm(32), GELU())
    head = try Linear(32, classes)
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let logits = try head(body(batch.input.reshaped([batch.count, 64]), for: mode), for: mode)
    let hits = try logits.argmax().equals(batch.target).converted(to: .float32)
    return Outcome(
      loss: try logits.crossEntropy(with: batch.target), measures: ["accuracy": try .mean(of: hits)]
    )
  }
}

/// Trains `model` on handwritten digits, prints the groups, and returns the accuracy.
@MainActor func train(_ model: Network, _ plan: String, epochs: Double) throws -> Double {
  let training = try Trainer(
    model: model, optimizer: .adamw(weightDecay: 0.05), plan: try Plan(plan),
    length: .epochs(epochs),
    batchSize: 32
  ).fit(digits.training, validation: digits.validation)
  var accuracy = 0.0
  while let event = try training.next() {
    if case .validation(_, let evaluation) = event {
      accuracy = evaluation.measures["accuracy"] ?? 0
    }
  }
  for group in training.grouped.groups {
    let name = group.name.isEmpty ? "all others" : group.name
    print("  \(group.parameters.count) parameters, \(name): peak rate \(group.peakRate)")
  }
  return accuracy
}

let digits = try await TrainingTask.digits.load(0, DataSource())
try Engine.seed(1)
let model = try Network(classes: 10)
print("the body and its first head")
print("  accuracy", try train(model, "cosine(from: 5e-3, to: 0).warmup(5%)", epochs: 10))

// A new head on the pretrained body: the body's learning rate is 0 for a fifth of the run, and then
// a tenth of the head's.
try model.head.weight.assign(.uniform([10, 32], in: -0.1..<0.1))
print("a new head")
let plan = """
  cosine(from: 5e-3, to: 0).scaled(by: 0.1, in: "body.*")\
  .multiplied(by: piecewise([0: 0, 20%: 0, 21%: 1]), in: "body.*")\
  .scheduling(weightDecay, constant(0), in: "*.bias")\
  .scheduling(weightDecay, constant(0), in: "body.layers.1.weight")\
  .scheduling(weightDecay, constant(0), in: "body.layers.4.weight")
  """
print("  accuracy", try train(model, plan, epochs: 3))
