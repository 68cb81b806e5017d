package import LearningRate
internal import TrainingLogs

/// The unit in which a log counts, epochs or steps, and the steps of the fitted curve in one such
/// unit.
package struct TimeBase: Hashable {
  /// Steps of the fitted curve in one unit of the log; more than 1 only for epochs.
  package let steps: Int
  /// Whether the log counts epochs; steps otherwise.
  package let isEpochs: Bool

  /// A time base with so many steps in a unit.
  package init(steps: Int, isEpochs: Bool) { (self.steps, self.isEpochs) = (steps, isEpochs) }

  /// The time base of a log. An epoch has at least 1000 steps, and so many that each logged time is
  /// a whole step.
  init(_ log: RateLog) {
    isEpochs = log.unit == .epochs
    let divisions = [1, 2, 4, 5, 8, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
    let least =
      divisions.first { division in
        log.times.allSatisfy { time in
          let step = time * Double(division)
          return (step - step.rounded()).magnitude < 1e-6
        }
      } ?? 10_000
    // a length in epochs is rounded to steps, so few steps would hide small changes from the search
    steps = isEpochs ? max(least, 1000) : 1
  }

  /// A length of so many units of the log.
  package func length(_ amount: Double) -> Length { Length(amount, isEpochs ? .epochs : .steps) }

  /// A length as notation, such as `2.5ep`.
  package func text(_ amount: Double) -> String { length(amount).description }

  /// The argument with which a shape applies its factor once in each unit of the log.
  package var everyArgument: String { isEpochs ? ", every: 1ep" : "" }
}
