public import LearningRate

/// An act and its step in a run, as it is recorded, and repeated when the run is repeated.
public struct RecordedAct: Hashable, Sendable {
  /// The step before whose update it is done, and after the measurement that is due at that step.
  public let step: Int
  /// The act, with its defaults filled in by the run.
  public let act: Act
  /// The author, in one word: `code`, `steer`, `resume`.
  public let author: String
  /// The name of the request from another process; nil without one.
  public let request: String?
  /// Whether it is recorded in the store already.
  public internal(set) var isRecorded = false

  /// An act before `step`.
  public init(step: Int, _ act: Act, by author: String, request: String? = nil) {
    (self.step, self.act, self.author, self.request) = (step, act, author, request)
  }
}
