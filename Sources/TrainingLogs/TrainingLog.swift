/// The runs that a log holds: columns of numbers, with what the file passed over.
///
/// ```swift
/// let log = try TrainingLog(LogFile(path: "results.csv"))
/// for column in log.runs[0].columns { print(column.name, column.values.count) }
/// ```
///
/// A table, a JSON document or lines of JSON, a TensorBoard event file, a database of Anneal,
/// MLflow or Trackio and the lines that scripts print all become rows with columns. Files are read
/// in pieces; what is kept is the columns that are asked for.
public struct TrainingLog: Hashable, Sendable {
  /// What the file is: `a table`, `a TensorBoard event file`.
  public let format: String
  /// The runs, in the order of the file.
  public let runs: [LogRun]
  /// What was passed over.
  public let skipped: [LogSkip]
  /// The first hundred columns that nobody asked for.
  public let otherColumns: [String]

  init(_ format: String, _ collector: LogCollector) {
    self.format = format
    runs = collector.runs.filter { $0.rowCount > 0 }
    (skipped, otherColumns) = (collector.skipped, collector.others)
  }

  /// Reads a log, keeping the columns for which `isWanted` is true.
  ///
  /// - Throws: ``LogError`` if the file cannot be read, or holds no log.
  public init(_ file: LogFile, keeping isWanted: @escaping (String) -> Bool = { _ in true }) throws
  {
    switch try TrainingFile(file, keeping: isWanted) {
    case .log(let log): self = log
    case .document(let document, let kind):
      throw LogError(
        file: file.name, "the file must hold rows of numbers", received: "\(kind), \(document.kind)"
      )
    }
  }
}

/// What a file that trainings leave behind holds: a log, or values such as a state or a
/// configuration.
public enum TrainingFile: Sendable {
  /// Rows of numbers.
  case log(TrainingLog)
  /// Values, with what the file is: `a state that PyTorch saved`, `JSON`, `YAML`.
  case document(LogDocument, kind: String)

  /// Reads a file; the format is told by its first bytes and its name.
  ///
  /// - Throws: ``LogError`` that says what the file must hold.
  public init(_ file: LogFile, keeping isWanted: @escaping (String) -> Bool = { _ in true }) throws
  {
    var collector = LogCollector(keeping: isWanted)
    let format = LogFormat(file)
    if format.isText, let received = file.notText {
      throw LogError(
        file: file.name,
        "the file must be text in UTF-8, an event file, a database of Anneal, MLflow or Trackio, "
          + "or a state that PyTorch saved", received: received)
    }
    if let document = try format.read(file, into: &collector) {
      self = .document(document, kind: format.name)
    } else {
      self = .log(TrainingLog(format.name, collector))
    }
  }
}
