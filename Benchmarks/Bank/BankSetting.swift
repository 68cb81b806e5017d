import Anneal
import LearningRate
import Optimizers

/// One setting of the bank: a task, an optimizer, a schedule and a length.
struct BankSetting {
  let task: String
  let optimizer: Optimizer
  let schedule: String
  let steps: Int

  /// A name for a file.
  var name: String {
    let rule = optimizer.description.filter { $0.isLetter || $0.isNumber || $0 == "." }
    return "\(task)_\(rule)_\(schedule)_\(steps)"
  }

  /// The schedule with the maximum `peak`.
  func schedule(peak: Double) throws -> Schedule {
    switch schedule {
    case "cosine": .cosine(from: peak, to: 0).warmup(.percent(5))
    case "constant": .constant(peak)
    case "linear": .linear(from: peak, to: 0)
    case "wsd": .wsd(peak: peak, warmup: .percent(5), cooldown: .percent(20), shape: .linear)
    default: throw TrainingError("no schedule of the bank is called '\(schedule)'")
    }
  }

  /// All settings: not fully crossed, so that each task meets several rules, schedules and lengths.
  static func all() throws -> [BankSetting] {
    try table.split(separator: "\n").map { line in
      let parts = line.split(separator: "|").map { $0.trimmed }
      return BankSetting(
        task: parts[0], optimizer: try Optimizer(parts[1]), schedule: parts[2],
        steps: Int(parts[3]) ?? 0)
    }
  }

  private static let table = """
    digits | adamw | cosine | 450
    digits | sgd(momentum: 0.9) | constant | 450
    digits | lion | cosine | 1350
    digits | muon | linear | 450
    digits | adagrad | constant | 450
    digits-norm | sgd(momentum: 0.9) | cosine | 450
    digits-norm | adamw | wsd | 450
    digits-norm | rmsprop | linear | 900
    digits-mlp | adamw | constant | 900
    digits-mlp | sgd | cosine | 900
    digits-mlp | lion | wsd | 450
    digits-gru | adamw | cosine | 450
    digits-gru | sgd(momentum: 0.9) | cosine | 900
    digits-lstm | rmsprop | cosine | 450
    digits-lstm | adamw | linear | 900
    digits-attention | adamw | cosine | 900
    digits-attention | sgd(momentum: 0.9) | linear | 900
    digits-attention | lion | cosine | 450
    autoencoder | adamw | cosine | 900
    autoencoder | sgd(momentum: 0.9) | wsd | 900
    autoencoder | adagrad | cosine | 450
    boston | adamw | cosine | 600
    boston | sgd(momentum: 0.9) | constant | 1300
    boston | lion | linear | 600
    boston | nadam | cosine | 1300
    friedman | adamw | wsd | 600
    friedman | sgd(momentum: 0.9) | cosine | 1200
    friedman | muon | cosine | 600
    noisy-table | adamw | cosine | 400
    noisy-table | sgd(momentum: 0.9) | cosine | 800
    spirals | adamw | linear | 1000
    spirals | sgd(momentum: 0.9) | cosine | 1000
    spirals | soap | cosine | 500
    chain-lstm | adamw | cosine | 600
    chain-lstm | sgd(momentum: 0.9) | linear | 600
    chain-attention | adamw | cosine | 600
    chain-attention | lion | linear | 600
    chain-attention | muon | wsd | 600
    mnist | adamw | cosine | 300
    mnist | sgd(momentum: 0.9) | linear | 300
    """
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
