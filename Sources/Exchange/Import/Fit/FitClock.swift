internal import LearningRate
internal import TrainingLogs

/// What the lengths of a fitted schedule are counted in: as the log counts.
struct FitClock: Hashable {
  /// Steps of the fit to a unit of the log: more than 1 where a log has parts of epochs.
  let steps: Int
  let isEpochs: Bool

  /// A log of epochs is fitted at so many steps to an epoch that every point has one, 1000 at least.
  init(_ log: RateLog) {
    isEpochs = log.unit == .epochs
    let divisions = [1, 2, 4, 5, 8, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
    let least =
      divisions.first { division in
        log.times.allSatisfy { time in
          let place = time * Double(division)
          return (place - place.rounded()).magnitude < 1e-6
        }
      } ?? 10_000
    // a length in epochs ends with a step, and that of a fit lies anywhere
    steps = isEpochs ? max(least, 1000) : 1
  }

  /// A length of so many units of the log.
  func length(_ amount: Double) -> Length { Length(amount, isEpochs ? .epochs : .steps) }

  /// A length as notation.
  func text(_ amount: Double) -> String { length(amount).description }

  /// What makes a factor for each step one for each unit of the log.
  var every: String { isEpochs ? ", every: 1ep" : "" }
}
