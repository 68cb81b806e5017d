import Anneal
import Foundation
import LearningRate
import Optimizers
import Search
import Tasks
import Training

/// One whole run at one rate: its curve and its losses on the validation data.
struct BankRun: Encodable {
  let kind = "run"
  let place: Int
  let rate: Double
  let seed: UInt64
  /// The batch's loss at each step.
  private(set) var training: [Double] = []
  /// The loss on all validation examples after every twentieth of the run, and after how many steps.
  private(set) var validation: [[Double]] = []
  /// Whether a loss was not finite.
  private(set) var diverged = false

  /// The last validation loss; infinite after a divergence.
  var final: Double { diverged ? .infinity : validation.last?[1] ?? .infinity }

  /// Trains `setting` at the grid's rate at `place`.
  init(_ setting: BankSetting, place: Int, seed: UInt64, _ source: BankSource) async throws {
    (self.place, self.seed) = (place, seed)
    rate = BankSource.rate(of: setting, at: place)
    let setup = try await source.setup(setting, seed: seed, rate: rate)
    let training = try setup.training(try setup.plan(peak: rate))
    training.measureLayersEvery = nil
    do {
      while let event = try training.next() {
        switch event {
        case .step(let report), .skipped(let report): self.training.append(report.loss.rounded4)
        case .validation(let step, let evaluation):
          validation.append([Double(step), evaluation.loss.rounded6])
          diverged = diverged || !evaluation.loss.isFinite
        default: break
        }
      }
    } catch is DivergenceError { diverged = true }
  }
}

/// The data of the tasks, read once for each seed.
final class BankSource {
  private var data: [String: TrainingTask.TaskData] = [:]

  /// The setting with the initial state for a seed.
  func setup(
    _ setting: BankSetting, seed: UInt64, rate: Double, budget: SearchBudget? = nil
  ) async throws -> FitSetup {
    let task = try BankTask.named(setting.task)
    var configuration = FitConfiguration(
      task: task.name, optimizer: setting.optimizer, length: .steps(setting.steps),
      batchSize: task.batchSize, seed: seed, threads: 1)
    configuration.plan = Plan(try setting.schedule(peak: rate))
    configuration.searchBudget = budget
    configuration.validateEvery = .steps(max(1, setting.steps / 20))
    // The split of MNIST does not depend on the seed.
    let key = setting.task == "mnist" ? setting.task : "\(setting.task) \(seed)"
    if data[key] == nil {
      if data.count > 8 { data = [:] }
      data[key] = try await task.load(seed, DataSource())
    }
    return try FitSetup(configuration, task: task, data: data[key]!)
  }

  /// The rate at a place of the grid: three to a factor of ten, 0 being the optimizer's typical rate.
  static func rate(of setting: BankSetting, at place: Int) -> Double {
    setting.optimizer.rule.typicalRate * pow(10, Double(place) / 3)
  }
}

extension Double {
  private func rounded(to digits: Double) -> Double {
    guard isFinite, self != 0 else { return self }
    let scale = pow(10, digits - (log10(magnitude)).rounded(.up))
    return (self * scale).rounded() / scale
  }

  /// To four significant digits.
  var rounded4: Double { rounded(to: 4) }
  /// To six significant digits.
  var rounded6: Double { rounded(to: 6) }
}
