public import LearningRate
public import Records
public import Search
public import Training

/// The events of a fit, in order.
public enum FitEvent {
  /// The run was created in the store, under this name.
  case named(String)
  /// The data was read and the model initialized.
  case prepared(FitSetup)
  /// A step of the search for a learning rate.
  case searching(RateFinder.Progress)
  /// The result of the search.
  case found(RateSuggestion)
  /// The run continues from a checkpoint after `step` updates.
  case resumed(step: Int)
  /// A setting, such as threads, differs from here on, which may change the last bits of every
  /// number.
  case changed(Difference)
  /// A setting changed during the repeated run, so the last bits of this run may differ.
  case differs(Difference)
  /// The plan and the run's length.
  case planned(ResolvedPlan, steps: Int)
  /// An act that was requested and cannot be done, with the reason.
  case refused(Act, reason: String)
  /// The run begins again from its initial weights, with the peak `rate`, since it failed at the rate
  /// that was found; `reason` is the part of a sentence that says how.
  case beganAgain(step: Int, rate: Double, reason: String)
  /// An event of the training.
  case training(TrainingEvent)

  /// A setting that differs from before.
  public struct Difference: Hashable, Sendable {
    /// `threads`, `micro-batch` or `device`.
    public let name: String
    /// The value before, and the current value.
    public let before, now: String
  }
}

/// The result of a fit.
public enum FitOutcome: Sendable {
  /// All updates have been made.
  case finished(FitSummary)
  /// The caller stopped the run; a checkpoint holds the state after `step` updates.
  case stopped(step: Int)
}
