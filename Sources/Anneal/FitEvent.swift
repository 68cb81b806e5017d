public import LearningRate
public import Records
public import Search
public import Training

/// What happens while a run is fitted, in order.
public enum FitEvent {
  /// The run has a name in the store.
  case named(String)
  /// The data is read and the model drawn.
  case prepared(FitSetup)
  /// A step of the search for a rate.
  case searching(RateFinder.Progress)
  /// The search's answer.
  case found(RateSuggestion)
  /// The run goes on from a checkpoint after so many updates.
  case resumed(step: Int)
  /// Something is done with other means from here on, which may change the last bits of every number.
  case changed(Difference)
  /// The run that this one repeats went on with other means, so that the last bits of what follows may differ.
  case differs(Difference)
  /// The plan that is trained under, and the run's length.
  case planned(ResolvedPlan, steps: Int)
  /// An act that was asked for and cannot be done, and why.
  case refused(Act, reason: String)
  /// An event of the training.
  case training(TrainingEvent)

  /// What differs from how the run was trained before.
  public struct Difference: Hashable, Sendable {
    /// `threads`, `micro-batch` or `device`.
    public let name: String
    /// What it was, and what it is now.
    public let before, now: String
  }
}

/// How a fit ended.
public enum FitOutcome: Sendable {
  /// All updates were made.
  case finished(FitSummary)
  /// Whoever watched said stop; a checkpoint holds the state after `step` updates.
  case stopped(step: Int)
}
