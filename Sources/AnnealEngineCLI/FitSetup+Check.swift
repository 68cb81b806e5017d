internal import Anneal
internal import AnnealCLI

extension FitSetup {
  /// Checks that the options are consistent, now that the length of an epoch is known.
  ///
  /// - Parameter isSearch: whether a learning rate is searched for, regardless of the
  ///   configuration.
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
      throw CommandError.usage(
        error.description.replacing("best must be one of", with: "--best must be one of"))
    }
  }
}
