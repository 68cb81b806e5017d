// Federated averaging: ten clients train on their own digits, and after each round their weights are
// averaged. What the local rate and the number of local epochs do, with equal and with different clients.
// McMahan et al., *Communication-Efficient Learning of Deep Networks from Decentralized Data*, 2017
// (<https://arxiv.org/abs/1602.05629>).
import Anneal

/// How the examples are dealt out to the clients.
enum Split: String, CaseIterable {
  case alike = "at random"
  case byClass = "two pieces of sorted digits each"

  /// The rows of each of `count` clients.
  func shares(of labels: [Int64], among count: Int) throws -> [[Int64]] {
    let rows = try Tensor.permutation(labels.count).scalars(as: Int64.self)
    if self == .alike { return Self.pieces(of: rows, count) }
    // Sorted by class and cut into two pieces for each client.
    let sorted = rows.sorted { (labels[Int($0)], $0) < (labels[Int($1)], $1) }
    let pieces = Self.pieces(of: sorted, 2 * count)
    let order = try Tensor.permutation(2 * count).scalars(as: Int64.self).map { Int($0) }
    return (0..<count).map { pieces[order[2 * $0]] + pieces[order[2 * $0 + 1]] }
  }

  private static func pieces(of rows: [Int64], _ count: Int) -> [[Int64]] {
    (0..<count).map { piece in
      let (start, end) = (rows.count * piece / count, rows.count * (piece + 1) / count)
      return Array(rows[start..<end])
    }
  }
}

/// The accuracies on held-out digits, in percent, after each of `rounds` rounds.
func federate(
  _ split: Split, rate: Schedule, epochs: Double, rounds: Int, seed: UInt64
) async throws -> [Double] {
  let digits = try await TrainingTask.digits.load(seed, DataSource())
  guard let training = digits.training as? TensorDataset else { return [] }
  let all = try training.batch(rows(training.count))
  let test = try digits.validation.batch(rows(digits.validation.count))
  try Engine.seed(seed)
  let shares = try split.shares(of: try all.target.scalars(as: Int64.self), among: 10)
  let clients = try shares.map { share in
    let chosen = try Tensor(share, shape: [share.count])
    return TensorDataset(
      inputs: try all.input.selecting(chosen), targets: try all.target.selecting(chosen))
  }
  let model = Classifier(
    Sequential(Flatten(), try Linear(64, 64), ReLU(), try Linear(64, 10)))
  let parameters = model.parameters.map(\.tensor)
  let rates = try rate.resolved(steps: rounds)
  var accuracies: [Double] = []
  for round in 0..<rounds {
    let start = try parameters.map { try $0.copied() }
    var sums = try start.map { try $0 * 0 }
    for (index, client) in clients.enumerated() {
      for (parameter, value) in zip(parameters, start) { try parameter.assign(value) }
      let run = try Trainer(
        model: model, optimizer: .sgd(), plan: Plan(.constant(rates.value(at: round))),
        length: .epochs(epochs), batchSize: 16, seed: seed &+ UInt64(round * 10 + index)
      ).fit(client)
      while try run.next() != nil {}
      // Weighted by the number of examples, as in the paper.
      let share = Double(client.count) / Double(training.count)
      sums = try zip(sums, parameters).map { try $0 + $1.copied() * share }
    }
    for (parameter, value) in zip(parameters, sums) { try parameter.assign(value) }
    let hits = try Engine.withoutGradients {
      try model.body(test.input, for: .evaluation).argmax().equals(test.target)
        .converted(to: .float32).mean().item()
    }
    accuracies.append(hits * 100)
  }
  return accuracies
}

func rows(_ count: Int) -> ArraySlice<Int64> { (0..<Int64(count)).map { $0 }[...] }

/// Median (lowest … highest) of three accuracies.
func spread(_ values: [Double]) -> String {
  let sorted = values.sorted().map { "\(($0 * 10).rounded() / 10)" }
  return "\(sorted[sorted.count / 2]) (\(sorted[0]) … \(sorted[sorted.count - 1]))"
}

Engine.threads = 1
let rates: [Schedule] = [
  .constant(0.01), .constant(0.1), .constant(0.5), .cosine(from: 0.5, to: 0),
]
print(
  "| clients | local epochs | rounds | " + rates.map { "\($0)" }.joined(separator: " | ") + " |")
print("| --- | --: | --: |" + rates.map { _ in " --: |" }.joined())
for split in Split.allCases {
  // The clients compute as much in 40 rounds of one epoch as in 8 rounds of five.
  for (epochs, rounds) in [(1.0, 40), (5.0, 8)] {
    var cells: [String] = []
    for rate in rates {
      var ends: [Double] = []
      for seed: UInt64 in 0..<3 {
        ends.append(
          try await federate(split, rate: rate, epochs: epochs, rounds: rounds, seed: seed).last
            ?? 0)
      }
      cells.append(spread(ends))
    }
    print(
      "| \(split.rawValue) | \(Int(epochs)) | \(rounds) | " + cells.joined(separator: " | ") + " |")
  }
}
