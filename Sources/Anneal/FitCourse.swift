internal import LearningRate
internal import Runs
internal import Training

/// What a run goes under: a plan over it, and its length, which may be longer than the plan.
struct FitCourse: Hashable {
  let plan: ResolvedPlan
  let steps: Int

  init(plan: ResolvedPlan, steps: Int) { (self.plan, self.steps) = (plan, steps) }

  /// What a run goes under from `checkpoint` on: as the checkpoint has it, or as it was changed when
  /// the run was last resumed from there.
  init(of run: String, at checkpoint: Checkpoint<CheckpointState>, in store: RunStore) throws {
    let state = checkpoint.state
    let change = try store.events(of: run)
      .last { $0.kind == "replanned" && $0.step == checkpoint.step - 1 }
    let note =
      try change?.payload.decoded()
      ?? Note(
        plan: state.plan, planStart: state.planStart, planSteps: state.planSteps,
        steps: state.steps)
    guard note.steps >= checkpoint.step else {
      throw TrainingError(
        "the run's length must be at least the \(checkpoint.step) steps that are made; "
          + "received \(note.steps)")
    }
    plan = try Plan(note.plan).resolved(
      steps: note.planSteps, stepsPerEpoch: state.stepsPerEpoch, startingAt: note.planStart)
    steps = note.steps
  }

  /// The payload of the event `replanned`.
  struct Note: Codable {
    let plan: String
    let planStart, planSteps, steps: Int
  }

  var note: Note {
    Note(
      plan: plan.plan.description, planStart: plan.start, planSteps: plan.steps, steps: steps)
  }

  /// In the words of `CheckpointState.planned`.
  var planned: String {
    CheckpointState.planned(
      note.plan, from: note.planStart, over: note.planSteps, steps: steps)
  }
}
