internal import Foundation
public import Records
public import Tasks
internal import Torch
internal import Training

extension FitConfiguration {
  /// Creates the default configuration of `task`, with its own number of threads or all cores.
  public init(_ task: TrainingTask, seed: UInt64 = 0) {
    self.init(
      task: task.notation, optimizer: task.optimizer, length: task.length,
      batchSize: task.batchSize,
      seed: seed, threads: task.threads ?? ProcessInfo.processInfo.activeProcessorCount)
    validateEvery = task.validateEvery
    if let rate = task.usualRate { peak = .given(rate) }
  }

  /// The requested device.
  ///
  /// - Throws: `TrainingError` for an unknown name, or a device that is not available.
  func placed() throws -> Device {
    guard let name = device, name != "cpu" else { return .cpu }
    guard let device = Device(name) else {
      throw TrainingError("device must be cpu, cuda, cuda:0 and so on, or mps; received '\(name)'")
    }
    guard device.isAvailable else {
      throw TrainingError(
        "the device \(name) must be available to libtorch \(Engine.version); it is not")
    }
    return device
  }

  /// Checks the values that a stored configuration may contain.
  ///
  /// - Throws: `TrainingError` for a number outside its range.
  func check() throws {
    func require(_ name: String, _ holds: Bool, _ received: Any) throws {
      if !holds { throw TrainingError("\(name) must be positive and finite; received \(received)") }
    }
    try require("batchSize", batchSize > 0, batchSize)
    if let size = microBatchSize { try require("microBatchSize", size > 0, size) }
    try require("threads", threads > 0, threads)
    if case .given(let rate) = peak { try require("rate", rate > 0 && rate <= 1e100, rate) }
  }
}
