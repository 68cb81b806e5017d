public import Foundation
internal import LearningRate
internal import Optimizers
public import Runs
internal import Torch

extension Training {
  /// The state, weights and history as they are now.
  public func checkpointState() -> CheckpointState {
    CheckpointState(
      step: loop.step, optimizerCount: loop.state.count, optimizer: loop.optimizer.description,
      plan: plan.plan.description, steps: steps, stepsPerEpoch: loop.stepsPerEpoch,
      seed: loop.seed, threads: Engine.threads, torch: Engine.version)
  }

  /// The files of a checkpoint: `weights.safetensors` and `optimizer.safetensors`.
  public func checkpointFiles() throws -> [String: Data] {
    var weights: [String: SafetensorsFile.Tensor] = [:]
    for named in loop.tensors { weights[named.name] = try stored(named.tensor) }
    var slots: [String: SafetensorsFile.Tensor] = [:]
    for (index, named) in loop.parameters.enumerated() {
      for slot in loop.state.slots.indices {
        // The history lies in the parameter's memory order, which a copy shares.
        let tensor = try named.tensor.copied()
        tensor.withMutableStorage(as: Float.self) {
          _ = $0.update(fromContentsOf: loop.state.slot(slot, of: index))
        }
        slots[loop.state.slotName(slot, of: index)] = try stored(tensor)
      }
    }
    return [
      "weights.safetensors": try SafetensorsFile(weights).encoded(),
      "optimizer.safetensors": try SafetensorsFile(slots).encoded(),
    ]
  }

  /// Goes to where `checkpoint` was taken.
  ///
  /// - Throws: `TrainingError` when it was taken under another plan, optimizer, length, seed or
  ///   model, naming both; nothing is changed then.
  public func resume(from checkpoint: Checkpoint<CheckpointState>) throws {
    try checkAgreement(with: checkpoint.state)
    let weights = try file("weights.safetensors", of: checkpoint)
    let slots = try file("optimizer.safetensors", of: checkpoint)
    let newWeights = try loop.tensors.map { try tensor($0.name, like: $0.tensor, in: weights) }
    var newSlots: [Tensor] = []
    for (index, named) in loop.parameters.enumerated() {
      for slot in loop.state.slots.indices {
        let name = loop.state.slotName(slot, of: index)
        newSlots.append(try tensor(name, like: named.tensor, in: slots))
      }
    }
    for (named, value) in zip(loop.tensors, newWeights) { try named.tensor.assign(value) }
    for (position, value) in newSlots.enumerated() {
      let (index, slot) = position.quotientAndRemainder(dividingBy: loop.state.slots.count)
      value.withMutableStorage(as: Float.self) {
        _ = loop.state.slot(slot, of: index).update(fromContentsOf: $0)
      }
    }
    loop.state.setCount(checkpoint.state.optimizerCount)
    loop.setStep(checkpoint.state.step)
  }

  private func checkAgreement(with saved: CheckpointState) throws {
    let now = checkpointState()
    let pairs: [(String, String, String)] = [
      ("plan", saved.plan, now.plan), ("optimizer", saved.optimizer, now.optimizer),
      ("length in steps", "\(saved.steps)", "\(now.steps)"),
      ("steps per epoch", "\(saved.stepsPerEpoch)", "\(now.stepsPerEpoch)"),
      ("seed", "\(saved.seed)", "\(now.seed)"),
    ]
    for (name, saved, now) in pairs where saved != now {
      throw TrainingError("the checkpoint's \(name) is \(saved); this run's is \(now)")
    }
  }

  private func file(
    _ name: String, of checkpoint: Checkpoint<CheckpointState>
  ) throws -> SafetensorsFile {
    guard let data = checkpoint.files[name] else {
      throw TrainingError("the checkpoint of step \(checkpoint.step) must hold '\(name)'")
    }
    return try SafetensorsFile(data, file: name)
  }

  private func stored(_ tensor: Tensor) throws -> SafetensorsFile.Tensor {
    let bytes =
      switch tensor.scalarType {
      case .int64: try tensor.scalars(as: Int64.self).withUnsafeBytes { Data($0) }
      default:
        try tensor.converted(to: .float32, on: .cpu).scalars(as: Float.self)
          .withUnsafeBytes { Data($0) }
      }
    return SafetensorsFile.Tensor(
      tensor.scalarType == .int64 ? .int64 : .float32, shape: tensor.shape, bytes: bytes)
  }

  /// The stored numbers as a tensor in the memory order of `model`.
  private func tensor(
    _ name: String, like model: Tensor, in file: SafetensorsFile
  ) throws -> Tensor {
    guard let stored = file.tensors[name] else {
      throw TrainingError("the checkpoint must hold '\(name)'; it holds \(file.tensors.count) others")
    }
    guard stored.shape == model.shape else {
      throw TrainingError("'\(name)' must have shape \(model.shape); received \(stored.shape)")
    }
    let type: ScalarType = stored.elementType == .int64 ? .int64 : .float32
    let plain = try stored.bytes.withUnsafeBytes {
      try Tensor(bytes: $0, shape: stored.shape, type: type)
    }
    let result = try model.copied()
    try result.assign(plain)
    return result
  }
}
