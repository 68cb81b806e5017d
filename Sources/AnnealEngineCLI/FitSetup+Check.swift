internal import Anneal
internal import AnnealCLI

extension FitSetup {
  /// Sees that what was asked for fits together, now that the length of an epoch is known.
  ///
  /// - Parameter isSearch: whether a rate is searched for, whatever the configuration says.
  /// - Throws: `ScheduleError` or `CommandError`, before anything is trained.
  func check(isSearch: Bool = false) throws {
    do {
      try checkBest()
      switch configuration.effectivePeak {
      case .written where !isSearch: _ = try plan(peak: nil)
      case .given(let rate): _ = try plan(peak: rate)
      case .written, .found: _ = try plan(peak: 1)
      }
    } catch let error as TrainingError {
      throw CommandError.usage(error.description)
    }
  }

  /// What to say of a search that is longer than its run, so that its trials go further than the run will.
  func shortness(of suggestion: RateSuggestion) -> String {
    suggestion.steps <= steps
      ? "" : "; that is more than the run's \(count(steps, "step")), so take the rate for a guess"
  }
}
