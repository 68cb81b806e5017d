import Anneal
import Foundation
import LearningRate
import Tasks

/// The wall time of a search whose trials run at once on one thread each, beside the same search with
/// trials in turn on two threads.
///
///     anneal-benchmarks search-time digits 1320
struct SearchTiming {
  let task: TrainingTask
  let steps: Int

  init(_ task: String, steps: String) throws {
    self.task = try BankTask.named(task)
    guard let steps = Int(steps) else {
      throw TrainingError("the length must be a number of steps; received '\(steps)'")
    }
    self.steps = steps
  }

  /// Alternates five times, and prints the medians.
  func measure() async throws {
    Engine.tuneAllocator()
    let data = try await task.load(0, DataSource())
    func seconds(atOnce: Int) throws -> Double {
      var configuration = FitConfiguration(
        task: task.name, optimizer: task.optimizer, length: .steps(Double(steps)),
        batchSize: task.batchSize, seed: 0, threads: 2)
      configuration.plan = Plan(.cosine(from: 0.003, to: 0).warmup(.percent(5)))
      let setup = try FitSetup(configuration, task: task, data: data)
      let start = Date()
      _ = try setup.finder(atOnce: atOnce).find()
      return Date().timeIntervalSince(start)
    }
    var (together, inTurn): ([Double], [Double]) = ([], [])
    for _ in 0..<5 {
      together.append(try seconds(atOnce: 2))
      inTurn.append(try seconds(atOnce: 1))
    }
    let (first, second) = (together.sorted()[2], inTurn.sorted()[2])
    print(
      "\(task.name), \(steps) steps: at once \(first.rounded4) s, in turn \(second.rounded4) s, "
        + "\((first / second).rounded4) of the time (\(together.map(\.rounded4)), "
        + "\(inTurn.map(\.rounded4)))")
  }
}
