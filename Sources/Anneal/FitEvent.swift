public import LearningRate
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
  /// The plan that is trained under, and the run's length.
  case planned(ResolvedPlan, steps: Int)
  /// An event of the training.
  case training(TrainingEvent)
}

/// What a run came to.
public struct FitSummary: Codable, Hashable, Sendable {
  /// The run's name.
  public let run: String
  /// The task's name.
  public let task: String
  /// The optimizer's notation.
  public let optimizer: String
  /// The schedule's notation.
  public let schedule: String
  /// The largest learning rate of the run.
  public let rate: Double
  /// What the model achieved on the validation data: `loss`, and other measures beside it.
  public let validation: [String: Double]
  /// The best model on the way, whose weights are kept beside the last; nil where none was measured.
  public let best: BestModel?
  /// The number of updates made.
  public let steps: Int
  /// Wall-clock seconds of this process's part, the search included.
  public let seconds: Double
}

/// How a fit ended.
public enum FitOutcome: Sendable {
  /// All updates were made.
  case finished(FitSummary)
  /// Whoever watched said stop; a checkpoint holds the state after `step` updates.
  case stopped(step: Int)
}
