public import LearningRate
public import Records
public import Runs
internal import Training

/// The plan and the length with which a run continues from a checkpoint.
public struct ResumedPlan {
  /// The plan, resolved for the run.
  public let plan: ResolvedPlan
  /// The length of the run.
  public let steps: Int
  /// The number of steps made.
  public let madeSteps: Int
  /// The requested change; nil if nothing differs.
  let change: PlanChange?
  let checkpoint: Checkpoint<CheckpointState>

  /// Determines how the run `id` continues from its last checkpoint, or from the one after `step`
  /// updates, with its own plan or as `replan` says.
  ///
  /// - Throws: `TrainingError` for a run without a checkpoint, an impossible change, or a change
  ///   without ``Replan/way``; `RunsError` for an unknown run or a damaged checkpoint.
  public init(of id: String, at step: Int?, replan: Replan?, in store: RunStore) throws {
    let checkpoints = try store.checkpoints(of: id)
    guard let last = try step ?? checkpoints.latest() else {
      throw TrainingError("run '\(id)' must have a checkpoint before its plan or length can change")
    }
    try self.init(of: id, from: checkpoints.load(last), redoesActs: step == nil, replan, in: store)
  }

  init(
    of id: String, from checkpoint: Checkpoint<CheckpointState>, redoesActs: Bool,
    _ replan: Replan?, in store: RunStore
  ) throws {
    let state = checkpoint.state
    let acts = redoesActs ? try store.events(of: id).compactMap { try RecordedAct($0) } : []
    var own = PlanChange(
      try Plan(state.plan), from: state.planStart, over: state.planSteps, until: state.steps)
    for act in acts where act.step == state.step {
      if case .plan(let change) = act.act { own = change }
    }
    change = try replan?.change(of: own, after: state)
    let next = change ?? own
    plan = try next.plan.resolved(
      steps: next.steps ?? state.planSteps, stepsPerEpoch: state.stepsPerEpoch,
      startingAt: next.start ?? 0)
    (steps, madeSteps, self.checkpoint) = (next.runSteps ?? state.steps, state.step, checkpoint)
  }
}
