internal import Records

extension TrainingRun {
  /// Checks that a checkpoint belongs to this run: the same updaters, data, seed and, unless it is
  /// replanned, plan.
  ///
  /// - Throws: `TrainingError` that names the first difference.
  func checkAgreement(with saved: CheckpointState, isReplanned: Bool) throws {
    let now = try checkpointState()
    let names = (saved.updaters.map(\.name), now.updaters.map(\.name))
    guard names.0 == names.1 else {
      throw TrainingError(
        "the checkpoint's updaters are \(Self.text(names.0)); this run's are \(Self.text(names.1))")
    }
    if !isReplanned, let difference = PlanDifference(saved.planned, now.planned) {
      throw TrainingError(
        "the checkpoint has another plan; to continue, resume with isReplanned: true\n\(difference)"
      )
    }
    var pairs: [(String, String, String)] = []
    for (saved, now) in zip(saved.updaters, now.updaters) {
      let of = now.name.isEmpty ? "" : " of '\(now.name)'"
      pairs += [
        ("optimizer\(of)", saved.optimizer, now.optimizer),
        ("gradient limit\(of)", Self.text(saved.gradientLimit), Self.text(now.gradientLimit)),
      ]
    }
    pairs += [
      ("order of the examples", saved.order, now.order),
      ("steps per epoch", Self.text(saved.stepsPerEpoch), Self.text(now.stepsPerEpoch)),
      ("number of examples", Self.text(saved.examples), Self.text(now.examples)),
      ("batch size", "\(saved.batchSize)", "\(now.batchSize)"),
      ("seed", "\(saved.seed)", "\(now.seed)"),
    ]
    for (name, saved, now) in pairs where saved != now {
      throw TrainingError("the checkpoint's \(name) is \(saved); this run's is \(now)")
    }
    guard (0...now.steps).contains(saved.step) else {
      throw TrainingError(
        "the checkpoint's step must be in 0 ... \(now.steps); received \(saved.step)")
    }
    // An update that was skipped counts for the schedule but not for the optimizer.
    for updater in saved.updaters
    where !(0...Swift.max(updater.updates, 0)).contains(updater.optimizerCount) {
      throw TrainingError(
        "the checkpoint's count of optimizer steps must be in 0 ... its updates, "
          + "\(updater.updates); received \(updater.optimizerCount)")
    }
  }

  private static func text(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }

  private static func text(_ value: (some CustomStringConvertible)?) -> String {
    value.map { "\($0)" } ?? "none"
  }
}
