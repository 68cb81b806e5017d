public import Foundation
internal import LearningRate
internal import Optimizers
public import Runs
internal import Torch

extension TrainingRun {
  /// The state, weights and history as they are now.
  public func checkpointState() -> CheckpointState {
    CheckpointState(
      step: loop.step, optimizerCount: loop.state.count, optimizer: loop.optimizer.description,
      plan: plan.plan.description, planStart: plan.start, planSteps: plan.steps, steps: steps,
      stepsPerEpoch: loop.stepsPerEpoch,
      examples: loop.order.count, batchSize: loop.order.batchSize,
      microBatchSize: loop.microBatchSize, gradientLimit: loop.gradientLimit,
      gradientLimitState: loop.gradientLimit.map { _ in loop.limitState }, seed: loop.seed,
      controllers: storedSteering.states,
      restorePoints: restorePoints.points.map {
        CheckpointState.RestorePoint(
          step: $0.step, optimizerCount: $0.state.count, gradientLimitState: $0.limitState)
      }, threads: loop.threads, torch: Engine.version)
  }

  /// The files of a checkpoint: `weights.safetensors` and `optimizer.safetensors`, both again in
  /// `restore-<updates>.safetensors` for weights that a controller may go back to, and
  /// `evaluation.safetensors` under an optimizer that evaluates the model with other weights.
  public func checkpointFiles() throws -> [String: Data] {
    var files = [
      "weights.safetensors": try SafetensorsFile(stored(loop.tensors.map(\.tensor))).encoded(),
      "optimizer.safetensors": try SafetensorsFile(stored(loop.state)).encoded(),
    ]
    if loop.optimizer.hasEvaluationParameters {
      files["evaluation.safetensors"] = try loop.withEvaluationParameters {
        try SafetensorsFile(stored(loop.tensors.map(\.tensor))).encoded()
      }
    }
    for point in restorePoints.points {
      let both = try stored(point.tensors).merging(stored(point.state)) { weights, _ in weights }
      files[Self.file(ofRestorePoint: point.step)] = try SafetensorsFile(both).encoded()
    }
    return files
  }

  private static func file(ofRestorePoint step: Int) -> String { "restore-\(step).safetensors" }

  private func stored(_ tensors: [Tensor]) throws -> [String: SafetensorsFile.Tensor] {
    var weights: [String: SafetensorsFile.Tensor] = [:]
    for (named, tensor) in zip(loop.tensors, tensors) { weights[named.name] = try stored(tensor) }
    return weights
  }

  /// Goes to where `checkpoint` was taken.
  ///
  /// - Parameter isReplanned: whether the plan and the length may be others than the checkpoint's.
  /// - Throws: `TrainingError` when it was taken under another plan, optimizer, length, seed or
  ///   model, naming both; nothing is changed then.
  public func resume(
    from checkpoint: Checkpoint<CheckpointState>, isReplanned: Bool = false
  ) throws {
    try checkAgreement(with: checkpoint.state, isReplanned: isReplanned)
    let weights = try tensors(in: file("weights.safetensors", of: checkpoint))
    let history = try self.history(
      in: file("optimizer.safetensors", of: checkpoint), count: checkpoint.state.optimizerCount)
    let points = try checkpoint.state.restorePoints.map { point in
      let stored = try file(Self.file(ofRestorePoint: point.step), of: checkpoint)
      return TrainingLoop.Snapshot(
        tensors: try tensors(in: stored),
        state: try self.history(in: stored, count: point.optimizerCount),
        limitState: point.gradientLimitState ?? GradientClippingState(), step: point.step)
    }
    // A plan that begins here begins with its controllers, too.
    let isBegun = plan.start == checkpoint.step && checkpoint.state.planStart != plan.start
    let steering = try self.steering
      .resumed(from: isBegun ? [] : checkpoint.state.controllers, isReplanned: isReplanned)
    for (named, value) in zip(loop.tensors, weights) { try named.tensor.assign(value) }
    loop.state.restore(from: history)
    loop.limitState = checkpoint.state.gradientLimitState ?? GradientClippingState()
    loop.setStep(checkpoint.state.step)
    resume(steering, points)
    begin()
  }

  private func tensors(in file: SafetensorsFile) throws -> [Tensor] {
    try loop.tensors.map { try tensor($0.name, like: $0.tensor, in: file) }
  }

  private func checkAgreement(with saved: CheckpointState, isReplanned: Bool) throws {
    let now = checkpointState()
    if !isReplanned, let difference = PlanDifference(saved.planned, now.planned) {
      throw TrainingError(
        "the checkpoint was taken under another plan; resume it as replanned to go on\n\(difference)"
      )
    }
    let pairs: [(String, String, String)] = [
      ("optimizer", saved.optimizer, now.optimizer),
      ("steps per epoch", "\(saved.stepsPerEpoch)", "\(now.stepsPerEpoch)"),
      ("number of examples", "\(saved.examples)", "\(now.examples)"),
      ("batch size", "\(saved.batchSize)", "\(now.batchSize)"),
      ("micro-batch size", Self.text(saved.microBatchSize), Self.text(now.microBatchSize)),
      ("gradient limit", Self.text(saved.gradientLimit), Self.text(now.gradientLimit)),
      ("seed", "\(saved.seed)", "\(now.seed)"),
    ]
    for (name, saved, now) in pairs where saved != now {
      throw TrainingError("the checkpoint's \(name) is \(saved); this run's is \(now)")
    }
    guard (0...now.steps).contains(saved.step), (0...saved.step).contains(saved.optimizerCount)
    else {
      throw TrainingError(
        "the checkpoint's step must be in 0 ... \(now.steps) and not below its optimizer's "
          + "count; received \(saved.step) and \(saved.optimizerCount)")
    }
  }

  private static func text(_ value: (some CustomStringConvertible)?) -> String {
    value.map { "\($0)" } ?? "none"
  }

  private func file(
    _ name: String, of checkpoint: Checkpoint<CheckpointState>
  ) throws -> SafetensorsFile {
    guard let data = checkpoint.files[name] else {
      throw TrainingError("the checkpoint of step \(checkpoint.step) must hold '\(name)'")
    }
    return try SafetensorsFile(data, file: name)
  }

  func stored(_ tensor: Tensor) throws -> SafetensorsFile.Tensor {
    SafetensorsFile.Tensor(
      tensor.scalarType.stored, shape: tensor.shape, bytes: Data(try tensor.bytes()))
  }

  /// The stored numbers as a tensor in the memory order of `model`.
  func tensor(
    _ name: String, like model: Tensor, in file: SafetensorsFile
  ) throws -> Tensor {
    guard let stored = file.tensors[name] else {
      throw TrainingError(
        "the checkpoint must hold '\(name)'; it holds \(file.tensors.count) others")
    }
    guard stored.shape == model.shape else {
      throw TrainingError("'\(name)' must have shape \(model.shape); received \(stored.shape)")
    }
    guard stored.elementType == model.scalarType.stored else {
      throw TrainingError(
        "'\(name)' must be of type \(model.scalarType.stored.rawValue); "
          + "received \(stored.elementType.rawValue)")
    }
    let plain = try stored.bytes.withUnsafeBytes {
      try Tensor(bytes: $0, shape: stored.shape, type: model.scalarType)
    }
    let result = try model.copied()
    try result.assign(plain)
    return result
  }
}

extension ScalarType {
  /// The same type in a file.
  fileprivate var stored: SafetensorsFile.ElementType {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .int64: .int64
    case .uint8: .uint8
    case .bool: .bool
    }
  }
}
