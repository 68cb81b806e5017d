internal import Anneal
internal import AnnealCLI

/// Tells somebody, or something, how a fit goes.
protocol FitPrinter: AnyObject, Sendable {
  /// Shows one event.
  func show(_ event: FitEvent) throws
  /// Shows how much of a file has been downloaded.
  func downloading(_ progress: DownloadProgress)
  /// Shows how the fit ended; `page` is where the report lies, if it could be written.
  func end(_ outcome: FitOutcome, run: String, report: RunReport, page: String?) throws
  /// Leaves the terminal clean for an error.
  func clear()
}
