/// How far a search is.
package struct SearchProgress {
  /// A trial as it is told.
  package struct Trial {
    /// Its number, from 1.
    package let number: Int
    /// Its rate.
    package let rate: Double
    /// The steps that it is to make, and those that it has made, as far as it is known.
    package let steps: Int
    package let step: Double?
    /// The loss that was read last.
    package let latest: LossReading?
    /// How long it took.
    package let seconds: Double
    /// How it ended; nil as long as it runs.
    package let end: TrialRecord.End?
  }

  /// The trials that run.
  package let running: [Trial]
  /// Those that have ended, in the order in which they did.
  package let ended: [Trial]
  /// The steps that were made, and those that are planned.
  package let stepsDone, stepsPlanned: Double
  /// How long all takes so far, in seconds.
  package let seconds: Double
  /// The steps of trials that ended before this process began.
  package let stepsBefore: Double

  /// How long the rest takes, in seconds; nil if that is not known.
  package var secondsLeft: Double? {
    let made = stepsDone - stepsBefore
    return made > 0 && seconds > 1 ? (stepsPlanned - stepsDone) * seconds / made : nil
  }
}
