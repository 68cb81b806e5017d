// Two tasks that share a body: which digit an image shows, and how much ink it has. The second loss begins
// at about 400, the first at 2.3, so the weight decides what the shared body learns.
import Anneal

/// A shared body with a head for each task.
final class TwoHeads: Model {
  let body: Sequential
  let digit: Linear
  let ink: Linear

  init() throws {
    body = Sequential(Flatten(), try Linear(64, 32), ReLU(), try Linear(32, 32), ReLU())
    digit = try Linear(32, 10)
    ink = try Linear(32, 1)
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let shared = try body(batch.input, for: mode)
    let logits = try digit(shared, for: mode)
    // The sum of the pixels, which are 0 to 1: about 20.
    let sums = try batch.input.reshaped([batch.count, 64]).sum(along: 1)
    let error = try ink(shared, for: mode).reshaped([batch.count]) - sums
    let square = try (error * error).mean()
    if mode == .training {
      return try Outcome(losses: ["digit": logits.crossEntropy(with: batch.target), "ink": square])
    }
    let hits = try logits.argmax().equals(batch.target).converted(to: .float32)
    return try Outcome(
      losses: ["digit": logits.crossEntropy(with: batch.target), "ink": square],
      measures: [
        "accuracy": .mean(of: hits), "square": .mean(of: error * error),
      ])
  }
}

/// The accuracy in percent and the root of the mean squared error of the ink; nil where the loss did not
/// stay finite.
func train(_ optimizer: String, _ plan: Plan, seed: UInt64) async throws -> (Double, Double)? {
  let digits = try await TrainingTask.digits.load(seed, DataSource())
  try Engine.seed(seed)
  let training = try Trainer(
    model: try TwoHeads(), optimizer: try Optimizer(optimizer), plan: plan, length: .epochs(20),
    batchSize: 32, seed: seed, validateEvery: .epochs(20)
  ).fit(digits.training, validation: digits.validation)
  var found: (Double, Double)?
  do {
    while let event = try training.next() {
      if case .validation(_, let evaluation) = event {
        found = (
          (evaluation.measures["accuracy"] ?? 0) * 100,
          (evaluation.measures["square"] ?? 0).squareRoot()
        )
      }
    }
  } catch is DivergenceError {
    return nil
  }
  return found
}

func spread(_ values: [Double]) -> String {
  let sorted = values.sorted().map { "\(($0 * 10).rounded() / 10)" }
  return sorted.isEmpty
    ? "diverged" : "\(sorted[sorted.count / 2]) (\(sorted[0]) … \(sorted[sorted.count - 1]))"
}

Engine.threads = 1
print("| optimizer and peak rate | weight of the ink | digits right, % | error of the ink |")
print("| --- | --: | --: | --: |")
for (optimizer, rate) in [("adamw", 3e-3), ("sgd(momentum: 0.9)", 0.03)] {
  for weight in [1, 0.01, 1e-4, 0.0] {
    let plan = Plan(.cosine(from: rate, to: 0).warmup(.percent(5)))
      .weighing("ink", by: .constant(weight))
    var (accuracies, errors): ([Double], [Double]) = ([], [])
    for seed: UInt64 in 0..<3 {
      guard let (accuracy, error) = try await train(optimizer, plan, seed: seed) else { continue }
      accuracies.append(accuracy)
      errors.append(error)
    }
    print("| `\(optimizer)`, \(rate) | \(weight) | \(spread(accuracies)) | \(spread(errors)) |")
  }
}
