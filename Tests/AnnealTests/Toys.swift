import Anneal
import Foundation
import Runs
import Search
import Training

/// A folder that disappears with its owner.
final class TemporaryFolder: Sendable {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("anneal-\(UUID().uuidString)", isDirectory: true)
  deinit { try? FileManager.default.removeItem(at: url) }
}

extension TrainingTask {
  /// Images of 4×4 in two classes, a convolution and dropout: 6 steps an epoch, 36 in all.
  static let toy = TrainingTask(
    name: "toy", summary: "bright or dark", data: "drawn", architecture: "CNN 1-4-2",
    optimizer: .adamw(), schedule: { .cosine(from: $0, to: 0).warmup(.percent(10)) },
    length: .epochs(6), batchSize: 10, threads: 1,
    load: { seed, _ in try toyData(seed: seed) },
    makeModel: { _ in
      Classifier(
        Sequential(
          try Convolution2D(1, 4, size: 3, padding: 1), ReLU(), MaxPool2D(2), Flatten(),
          Dropout(0.2), try Linear(16, 2)))
    })

  /// A line under a squared error, which a large rate breaks.
  static let line = TrainingTask(
    name: "line", summary: "y from x", data: "drawn", architecture: "linear 1-1",
    optimizer: .sgd(), schedule: { .constant($0) }, length: .steps(40), batchSize: 8, threads: 1,
    load: { _, _ in
      let inputs = (0..<32).map { Float($0) / 16 }
      let data = TensorDataset(
        inputs: try Tensor(inputs, shape: [32, 1]),
        targets: try Tensor(inputs.map { 2 * $0 + 1 }, shape: [32, 1]))
      return TaskData(training: data, validation: data)
    },
    makeModel: { _ in Regressor(try Linear(1, 1)) })

  /// The same with inputs so large that every usual rate of descent breaks it.
  static let broken = TrainingTask(
    name: "broken", summary: "y from x", data: "drawn", architecture: "linear 1-1",
    optimizer: .sgd(), schedule: { .constant($0) }, length: .steps(60), batchSize: 8, threads: 1,
    load: { _, _ in
      let inputs = (0..<32).map { Float($0) * 10 }
      let data = TensorDataset(
        inputs: try Tensor(inputs, shape: [32, 1]),
        targets: try Tensor(inputs.map { 2 * $0 + 1 }, shape: [32, 1]))
      return TaskData(training: data, validation: data)
    },
    makeModel: { _ in Regressor(try Linear(1, 1)) })
}

extension TaskCatalogue {
  static let toys = TaskCatalogue([.toy, .line])
}

private func toyData(seed: UInt64) throws -> TrainingTask.TaskData {
  var generator = SeededGenerator(seed: seed, purpose: .split)
  func part(_ count: Int) throws -> TensorDataset {
    let pixels = (0..<count * 16).map { index -> UInt8 in
      UInt8.random(in: 0...155, using: &generator) + (index / 16 % 2 == 0 ? 0 : 100)
    }
    return TensorDataset(
      inputs: try Tensor(pixels, shape: [count, 1, 4, 4]),
      targets: try Tensor((0..<count).map { Int64($0 % 2) }, shape: [count]), scale: 1.0 / 255)
  }
  return TrainingTask.TaskData(training: try part(64), validation: try part(21))
}

/// The runs of one temporary folder, and what to ask of them.
struct Runs {
  let folder = TemporaryFolder()

  func store() throws -> RunStore { try RunStore(folder: folder.url) }

  func configuration(_ change: (inout FitConfiguration) -> Void = { _ in }) -> FitConfiguration {
    var configuration = FitConfiguration(.toy, seed: 3)
    configuration.checkpointEvery = 5
    // A smaller budget does not suffice for the least lengths of trials in so short a run.
    configuration.searchBudget = .whole
    change(&configuration)
    return configuration
  }

  /// A new run.
  func fit(_ change: (inout FitConfiguration) -> Void = { _ in }) throws -> Fit {
    try Fit(configuration(change), task: .toy, store: try store())
  }

  func resumed(_ run: String, at step: Int? = nil) throws -> Fit {
    try Fit(resuming: run, at: step, catalogue: .toys, store: try store())
  }

  /// The model of a run on own data, trained for a few steps.
  func trained(_ notation: String, steps: Double, rate: Double) async throws -> TrainedModel {
    let task = try TaskCatalogue.standard.task(notation)
    var configuration = FitConfiguration(task)
    configuration.length = .steps(steps)
    configuration.peak = .given(rate)
    _ = try await Fit(configuration, task: task, store: try store()).run { _ in true }
    return try TrainedModel(
      runFolder: folder.url.appendingPathComponent("\(task.name)-1", isDirectory: true))
  }

  /// Every point of a run.
  func rows(_ run: String) throws -> [SeriesPoint] {
    let store = try store()
    return try store.seriesNames(of: run).flatMap { try store.series($0, of: run) }
  }

  /// The events of a run as words: `found -1`, `stopped 7`.
  func events(_ run: String) throws -> [String] {
    try store().events(of: run).map { "\($0.kind) \($0.step)" }
  }

  func steps(_ run: String) throws -> [Int] { try store().checkpoints(of: run).steps() }

  /// The bytes of a file of a checkpoint.
  func file(_ name: String, of run: String, at step: Int) throws -> Data {
    let folder = try store().checkpoints(of: run).location(of: step)
    return try Data(contentsOf: folder.appendingPathComponent(name))
  }

  func status(_ run: String) throws -> RunRecord.Status { try store().run(run).status }
}

extension FitEvent {
  /// The step of the training whose update was made; nil for anything else.
  var step: Int? {
    guard case .training(.step(let report)) = self else { return nil }
    return report.step
  }

  /// The kind of event, in one word.
  var word: String {
    switch self {
    case .named: "named"
    case .prepared: "prepared"
    case .searching: "searching"
    case .found: "found"
    case .resumed: "resumed"
    case .changed: "changed"
    case .differs: "differs"
    case .refused: "refused"
    case .beganAgain: "began again"
    case .planned: "planned"
    case .training: "training"
    }
  }
}

extension FitOutcome {
  var summary: FitSummary? {
    if case .finished(let summary) = self { summary } else { nil }
  }
  var stoppedStep: Int? {
    if case .stopped(let step) = self { step } else { nil }
  }
}
