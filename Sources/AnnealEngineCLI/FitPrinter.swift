internal import Anneal
internal import AnnealCLI
internal import DataFiles

/// Prints the progress of a fit, for a person or a program.
protocol FitPrinter: AnyObject, Sendable {
  /// Prints one event.
  func show(_ event: FitEvent) throws
  /// Prints how much of a file has been downloaded.
  func downloading(_ progress: DownloadProgress)
  /// Prints how many of the user's files have been read.
  func preparing(_ what: String, _ done: Int, _ total: Int)
  /// Prints the result of the fit; `page` is the path of the report, nil if it could not be
  /// written.
  func end(_ outcome: FitOutcome, run: String, report: RunReport, page: String?) throws
  /// Clears the progress bar before an error is printed.
  func clear()
}
