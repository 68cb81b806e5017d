public import LearningRate
public import Records
public import Runs
internal import Training

/// The plan and the length under which a run goes on from one of its checkpoints.
public struct ResumedPlan {
  /// The plan, over the run.
  public let plan: ResolvedPlan
  /// The length of the run.
  public let steps: Int
  /// The steps that are made.
  public let madeSteps: Int
  /// The change that is asked for; nil when nothing differs.
  let change: PlanChange?
  let checkpoint: Checkpoint<CheckpointState>

  /// How the run called `id` goes on from its last checkpoint, or from the one after `step` updates, under
  /// its own plan or as `replan` says.
  ///
  /// - Throws: `TrainingError` for a run without a checkpoint, a change that cannot be, or one that it is
  ///   not said how to make; `RunsError` for an unknown run or a damaged checkpoint.
  public init(of id: String, at step: Int?, replan: Replan?, in store: RunStore) throws {
    let checkpoints = try store.checkpoints(of: id)
    guard let last = try step ?? checkpoints.latest() else {
      throw TrainingError("run '\(id)' must have a checkpoint to go on otherwise from")
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
