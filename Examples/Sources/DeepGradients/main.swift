// Vanishing and exploding gradients: 20 hidden layers with six kinds of start, and what each can learn.
import Anneal

/// The hidden layers: 64 inputs, `depth` layers of 32 with ReLU, ten classes.
enum Kind: String, CaseIterable {
  case small = "W in ±1/√n, nn.Linear's default"
  case he = "W in ±√(6/n), He"
  case large = "W in ±2·√(6/n)"
  case clipped = "W in ±2·√(6/n), gradients clipped to 1"
  case normalized = "±1/√n, layer norm"
  case residual = "±1/√n, residual connections"

  func network(depth: Int) throws -> Sequential {
    var layers: [any Layer] = [Flatten(), try linear(64, 32), ReLU()]
    for _ in 0..<depth {
      switch self {
      case .normalized: layers += [try linear(32, 32), try LayerNorm(32), ReLU()]
      case .residual: layers.append(Residual(try linear(32, 32), ReLU()))
      default: layers += [try linear(32, 32), ReLU()]
      }
    }
    return Sequential(layers + [try linear(32, 10)])
  }

  /// A linear layer with this kind's initial weights.
  private func linear(_ inputs: Int, _ outputs: Int) throws -> Linear {
    let layer = try Linear(inputs, outputs)
    let gain = self == .he ? 1.0 : self == .large || self == .clipped ? 2.0 : 0
    if gain > 0 {
      let bound = gain * (6 / Double(inputs)).squareRoot()
      try layer.weight.assign(.uniform([outputs, inputs], in: -bound..<bound))
      try layer.bias?.assign(.zeros([outputs]))
    }
    return layer
  }
}

/// A training's accuracy in percent; that of guessing if the loss did not stay finite. And the norms of
/// the gradients of the first and the last layer at step 0.
func train(
  _ kind: Kind, _ optimizer: String, rate: Double, seed: UInt64
) async throws -> (accuracy: Double, first: Double, last: Double) {
  let digits = try await TrainingTask.digits.load(seed, DataSource())
  try Engine.seed(seed)
  let training = try Trainer(
    model: Classifier(try kind.network(depth: 20)), optimizer: try Optimizer(optimizer),
    plan: Plan(.cosine(from: rate, to: 0).warmup(.percent(5))), length: .epochs(10), batchSize: 32,
    seed: seed, gradientClipping: kind == .clipped ? .norm(1) : nil, validateEvery: .epochs(10)
  ).fit(digits.training, validation: digits.validation)
  training.measureLayersEvery = 1_000_000
  var found = (accuracy: 10.0, first: Double.nan, last: Double.nan)
  do {
    while let event = try training.next() {
      if case .step(let report) = event, report.step == 0 {
        let norms = report.updates[0].layers.map(\.gradientNorm)
        (found.first, found.last) = (norms.first ?? .nan, norms.last ?? .nan)
      }
      if case .validation(_, let evaluation) = event {
        found.accuracy = (evaluation.measures["accuracy"] ?? 0) * 100
      }
    }
  } catch is DivergenceError {
    // The accuracy stays that of guessing.
  }
  return found
}

extension Array where Element == Double {
  /// The median of three or another odd number of values.
  var median: Double { isEmpty ? .nan : sorted()[count / 2] }
}

/// Two decimals, or a power of ten.
func short(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return "\(value)" }
  var (mantissa, exponent) = (abs(value), 0)
  while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
  while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
  return "\((mantissa * 10).rounded() / 10)e\(exponent)"
}

Engine.threads = 1
print(
  "| start | gradient of the first layer, step 0 | of the last | AdamW: rate, accuracy % | SGD, momentum: rate, accuracy % |"
)
print("| --- | --: | --: | --: | --: |")
for kind in Kind.allCases {
  var cells: [String] = []
  var norms: (first: [Double], last: [Double]) = ([], [])
  for (optimizer, rates) in [
    ("adamw", [3e-4, 1e-3, 3e-3, 1e-2]), ("sgd(momentum: 0.9)", [3e-4, 1e-3, 3e-3, 1e-2, 3e-2]),
  ] {
    var best = (rate: 0.0, accuracies: [0.0])
    for rate in rates {
      var accuracies: [Double] = []
      for seed: UInt64 in 0..<3 {
        let result = try await train(kind, optimizer, rate: rate, seed: seed)
        accuracies.append(result.accuracy)
        norms.first.append(result.first)
        norms.last.append(result.last)
      }
      if accuracies.median > best.accuracies.median { best = (rate, accuracies) }
    }
    let sorted = best.accuracies.sorted().map { "\(($0 * 10).rounded() / 10)" }
    cells.append("\(best.rate): \(sorted[1]) (\(sorted[0]) … \(sorted[2]))")
  }
  print(
    "| \(kind.rawValue) | \(short(norms.first.median)) | \(short(norms.last.median)) | "
      + cells.joined(separator: " | ") + " |")
}
