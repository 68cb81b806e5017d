/// The result of a run.
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
  /// The final measures on the validation data: `loss`, and others.
  public let validation: [String: Double]
  /// The best model of the run, whose weights are kept in addition to the last ones; nil if none
  /// was measured.
  public let best: BestModel?
  /// What obvious answers reach on the validation data; nil for a built-in task.
  public let baselines: [Baseline]?
  /// The number of updates made.
  public let steps: Int
  /// Wall-clock seconds of this process, including the search.
  public let seconds: Double

  /// Whether the validation loss was lowest in the first 70 % of the run, and ended at least a tenth
  /// higher: training on learned the training examples by heart. The search for a rate cannot see
  /// this.
  public var overfits: Bool {
    guard let best, let last = validation["loss"], best.loss > 0 else { return false }
    return Double(best.step) <= 0.7 * Double(steps) && last >= 1.1 * best.loss
  }

  /// A summary of these parts.
  public init(
    run: String, task: String, optimizer: String, schedule: String, rate: Double,
    validation: [String: Double], best: BestModel?,
    baselines: [Baseline]? = nil, steps: Int, seconds: Double
  ) {
    (self.run, self.task, self.optimizer, self.schedule) = (run, task, optimizer, schedule)
    (self.rate, self.validation, self.best) = (rate, validation, best)
    (self.baselines, self.steps, self.seconds) = (baselines, steps, seconds)
  }
}
