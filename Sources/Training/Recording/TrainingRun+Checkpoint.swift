public import Foundation
internal import LearningRate
internal import Optimizers
public import Runs
internal import Torch

extension TrainingRun {
  /// The current state of the run, besides weights and optimizer states.
  public func checkpointState() throws -> CheckpointState {
    CheckpointState(
      step: learner.step, steps: steps, stepsPerEpoch: learner.stepsPerEpoch,
      updaters: try runningPlans.map { try stored($0) }, examples: learner.supply.count,
      order: learner.order.description, batchSize: learner.supply.base.batchSize,
      microBatchSize: learner.microBatchSize, seed: learner.seed,
      restorePoints: restorePoints.points.map(CheckpointState.RestorePoint.init),
      keptWeights: keptWeights.isEmpty ? nil : keptWeights.map(CheckpointState.RestorePoint.init),
      place: learner.supply.position(before: learner.step),
      device: learner.device == .cpu ? nil : learner.device.description,
      threads: learner.threads, torch: Engine.version)
  }

  /// The copies of weights that acts need, in ascending order of their steps.
  private var keptWeights: [Learner.Snapshot] { kept.values.sorted { $0.step < $1.step } }

  private func stored(_ runningPlan: RunningPlan) throws -> CheckpointState.Updater {
    let (updater, plan) = (runningPlan.updater, runningPlan.grouped.plan)
    return CheckpointState.Updater(
      name: updater.name, optimizer: updater.optimizer.description, updates: updater.updates,
      optimizerCount: try updater.engine.state().count, plan: plan.plan.description,
      planStart: plan.start, planSteps: plan.steps,
      factor: runningPlan.factor == 1 ? nil : runningPlan.factor,
      controllers: storedControllers(of: runningPlan).states, gradientLimit: updater.gradientLimit,
      gradientLimitState: updater.gradientLimit.map { _ in updater.limitState })
  }

  /// The files of a checkpoint: `weights.safetensors`; `optimizer.safetensors`, or
  /// `optimizer-<name>.safetensors` for each named updater; `restore-<steps>.safetensors` with the
  /// weights and optimizer states that a controller may restore; `kept-<steps>.safetensors` with
  /// those that an act of a repeated run will restore; `evaluation.safetensors` for an optimizer
  /// that evaluates the model with other weights; `carried.safetensors` with the hidden state of a
  /// ``RecurrentModel``.
  public func checkpointFiles() throws -> [String: Data] {
    var files = [
      "weights.safetensors": try SafetensorsFile(stored(learner.tensors.map(\.tensor))).encoded()
    ]
    for updater in learner.updaters {
      files[Self.file(of: updater.name)] =
        try SafetensorsFile(stored(updater.engine.state(), of: updater)).encoded()
    }
    if learner.updaters.contains(where: \.optimizer.hasEvaluationParameters) {
      files["evaluation.safetensors"] = try evaluationWeights()
    }
    if let carried = learner.carried {
      files["carried.safetensors"] = try SafetensorsFile(stored(carried)).encoded()
    }
    for point in restorePoints.points {
      files[Self.file(ofRestorePoint: point.step)] = try file(of: point)
    }
    for copy in keptWeights { files[Self.file(ofKept: copy.step)] = try file(of: copy) }
    return files
  }

  /// Weights and optimizer states in one file.
  private func file(of copy: Learner.Snapshot) throws -> Data {
    var all = try stored(copy.tensors)
    for (updater, memory) in zip(learner.updaters, copy.updaters) {
      all.merge(try stored(memory.state, of: updater)) { weights, _ in weights }
    }
    if let carried = copy.carried { all.merge(try stored(carried)) { weights, _ in weights } }
    return try SafetensorsFile(all).encoded()
  }

  /// The current weights for evaluation, as a safetensors file.
  func evaluationWeights() throws -> Data {
    try learner.withEvaluationParameters {
      try SafetensorsFile(stored(learner.tensors.map(\.tensor))).encoded()
    }
  }

  private static func file(ofRestorePoint step: Int) -> String { "restore-\(step).safetensors" }

  private static func file(ofKept step: Int) -> String { "kept-\(step).safetensors" }

  private static func file(of updater: String) -> String {
    updater.isEmpty ? "optimizer.safetensors" : "optimizer-\(updater).safetensors"
  }

  private func stored(_ tensors: [Tensor]) throws -> [String: SafetensorsFile.Tensor] {
    var weights: [String: SafetensorsFile.Tensor] = [:]
    for (named, tensor) in zip(learner.tensors, tensors) { weights[named.name] = try .init(tensor) }
    return weights
  }

  /// Restores the state of `checkpoint`.
  ///
  /// - Parameter isReplanned: whether plan and length may differ from the checkpoint's.
  /// - Throws: `TrainingError` if plan, optimizer, length, seed or model differ, naming both;
  ///   nothing is changed in that case.
  public func resume(
    from checkpoint: Checkpoint<CheckpointState>, isReplanned: Bool = false
  ) throws {
    try checkAgreement(with: checkpoint.state, isReplanned: isReplanned)
    let snapshot = try snapshot(of: checkpoint)
    let points = try checkpoint.state.restorePoints.map {
      try copy($0, from: Self.file(ofRestorePoint: $0.step), of: checkpoint)
    }
    let kept = try (checkpoint.state.keptWeights ?? []).map {
      try copy($0, from: Self.file(ofKept: $0.step), of: checkpoint)
    }
    let controllers = try zip(runningPlans, checkpoint.state.updaters).map { runningPlan, saved in
      // A plan that begins at this update begins with fresh controllers.
      let start = runningPlan.grouped.plan.start
      let isBegun = start == saved.updates && saved.planStart != start
      return try runningPlan.controllers
        .resumed(from: isBegun ? [] : saved.controllers, isReplanned: isReplanned)
    }
    for (named, value) in zip(learner.tensors, snapshot.tensors) { try named.tensor.assign(value) }
    for (updater, memory) in zip(learner.updaters, snapshot.updaters) {
      try updater.restore(memory)
    }
    learner.carried = snapshot.carried
    learner.setStep(snapshot.step)
    try learner.scheduleBatchSize(by: plan, at: checkpoint.state.place)
    resume(controllers, points)
    self.kept = Dictionary(uniqueKeysWithValues: kept.map { ($0.step, $0) })
    for (index, saved) in checkpoint.state.updaters.enumerated() {
      runningPlans[index].factor = saved.factor ?? 1
    }
    (waiting, actedStep, isStopped) = ([], nil, false)
    begin()
  }

  /// The weights and optimizer states of `checkpoint`.
  func snapshot(of checkpoint: Checkpoint<CheckpointState>) throws -> Learner.Snapshot {
    let carried = try checkpoint.files["carried.safetensors"]
      .map { try SafetensorsFile($0, file: "carried.safetensors") }.flatMap(carriedState)
    return Learner.Snapshot(
      tensors: try tensors(in: file("weights.safetensors", of: checkpoint)),
      updaters: try zip(learner.updaters, checkpoint.state.updaters).map { updater, saved in
        Learner.UpdaterMemory(
          state: try history(
            of: updater, in: file(Self.file(of: updater.name), of: checkpoint),
            count: saved.optimizerCount),
          limitState: saved.gradientLimitState ?? GradientClippingState(), updates: saved.updates)
      }, carried: carried, place: checkpoint.state.place, step: checkpoint.state.step)
  }

  /// A copy of weights that `checkpoint` contains.
  private func copy(
    _ point: CheckpointState.RestorePoint, from name: String,
    of checkpoint: Checkpoint<CheckpointState>
  ) throws -> Learner.Snapshot {
    let stored = try file(name, of: checkpoint)
    return Learner.Snapshot(
      tensors: try tensors(in: stored),
      updaters: try zip(learner.updaters, point.updaters).map { updater, saved in
        Learner.UpdaterMemory(
          state: try history(of: updater, in: stored, count: saved.optimizerCount),
          limitState: saved.gradientLimitState ?? GradientClippingState(), updates: saved.updates)
      }, carried: try carriedState(in: stored), place: nil, step: point.step)
  }

  private func tensors(in file: SafetensorsFile) throws -> [Tensor] {
    try learner.tensors.map { try tensor($0.name, like: $0.tensor, in: file) }
  }

  private func file(
    _ name: String, of checkpoint: Checkpoint<CheckpointState>
  ) throws -> SafetensorsFile {
    guard let data = checkpoint.files[name] else {
      throw TrainingError("the checkpoint of step \(checkpoint.step) must hold '\(name)'")
    }
    return try SafetensorsFile(data, file: name)
  }

  /// The stored elements as a tensor in the memory order of `model`.
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
    let result = try model.copied()
    try result.assign(stored.tensor(name))
    return result
  }
}

extension CheckpointState.RestorePoint {
  fileprivate init(_ copy: Learner.Snapshot) {
    self.init(
      step: copy.step,
      updaters: copy.updaters.map {
        Memory(
          updates: $0.updates, optimizerCount: $0.state.count, gradientLimitState: $0.limitState)
      })
  }
}
