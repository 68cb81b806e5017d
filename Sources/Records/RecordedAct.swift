public import LearningRate

/// An act with its place in a run: what is told, recorded, and done again when the run is repeated.
public struct RecordedAct: Hashable, Sendable {
  /// The step before which it is done: after the measurement that is due there.
  public let step: Int
  /// What is done, with all that it left to the run filled in.
  public let act: Act
  /// Who decided it, in a word: `code`, `steer`, `resume`.
  public let author: String
  /// The name under which it was asked for from outside; nil otherwise.
  public let request: String?
  /// Whether the run's record holds it already.
  public internal(set) var isRecorded = false

  /// An act before `step`.
  public init(step: Int, _ act: Act, by author: String, request: String? = nil) {
    (self.step, self.act, self.author, self.request) = (step, act, author, request)
  }
}
