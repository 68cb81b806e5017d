public import TrainingLogs

/// The schedule of a run elsewhere: fitted to a log, or read from a scheduler's state or a configuration.
///
/// - A log holds rates at some times. Every kind of schedule that could have made them is fitted; the
///   simplest of those as near as the best is the answer, and ``refusal`` says where none is near.
/// - A `state_dict` of PyTorch's schedulers, as JSON or as `torch.save` writes it, and the configurations
///   of trainers hold the parameters themselves, so the notation is exact.
public struct ScheduleImport: Sendable {
  /// What was read: the name of a column, a scheduler's class, or what kind of configuration.
  public let source: String
  /// The schedule of each group of parameters; for a log, of each column of rates.
  public let groups: [ImportedSchedule]
  /// Other schedules that were fitted, the nearest first.
  public let runnersUp: [ImportedSchedule]
  /// How many rates were read; nil for what holds parameters.
  public let points: Int?
  /// The length of the run that the schedules fit, in what the log counts; nil where the file says none.
  public let steps: Int?
  /// The column that counted; nil if rows were counted, and for what holds parameters.
  public let counter: String?
  /// What the log counts; nil for what holds parameters.
  public let unit: LogUnit?
  /// How the file was taken, and what was left to defaults.
  public let notes: [String]
  /// Why the nearest schedule is no answer: it is further off than 1e-3 of the largest rate, or than the
  /// log's digits leave open.
  public let refusal: ExchangeError?

  /// What may be said of how a file is to be read.
  public struct Choices: Sendable {
    /// The length of the run in what the log counts, if the log ends before it or does not say it.
    public var steps: Int?
    /// The name of the rate's column.
    public var column: String?
    /// The name of the column that counts.
    public var counter: String?
    /// The run, where a file holds several.
    public var run: String?

    /// No choices.
    public init(
      steps: Int? = nil, column: String? = nil, counter: String? = nil, run: String? = nil
    ) {
      (self.steps, self.column, self.counter, self.run) = (steps, column, counter, run)
    }

    /// Whether a column of a log is worth keeping.
    fileprivate func wants(_ name: String) -> Bool {
      let known = ColumnName(name)
      if known.isRate || known.unit != nil || name == "Value" { return true }
      return [column, counter].contains { $0.map { ColumnName($0).plain == known.plain } ?? false }
    }
  }

  /// Reads a file, a folder of logs, or what a pattern such as `runs/*.csv` fits.
  ///
  /// - Throws: ``ExchangeError`` or `LogError` that says what the file must hold.
  public init(path: String, choices: Choices = Choices()) throws {
    if LogFolder.matches(path) {
      let log = try LogFolder(path, keeping: choices.wants).log
      self.init(try RateLog.groups(log, file: path, choices), choices, path)
    } else {
      try self.init(LogFile(path: path), choices: choices)
    }
  }

  /// Reads the text of a file; `name` stands for it in errors.
  ///
  /// - Throws: ``ExchangeError`` or `LogError` that says what the file must hold.
  public init(_ text: String, file name: String, choices: Choices = Choices()) throws {
    try self.init(LogFile(Array(text.utf8), name: name), choices: choices)
  }

  /// Reads a file.
  ///
  /// - Throws: ``ExchangeError`` or `LogError` that says what the file must hold.
  public init(_ file: LogFile, choices: Choices = Choices()) throws {
    switch try TrainingFile(file, keeping: choices.wants) {
    case .log(let log):
      self.init(try RateLog.groups(log, file: file.name, choices), choices, file.name)
    case .document(let document, _):
      self.init(try ScheduleSettings(document, file: file.name, steps: choices.steps))
    }
  }

  private init(_ settings: ScheduleSettings) {
    (source, groups, notes) = (settings.source, settings.groups, settings.notes)
    (runnersUp, points, counter, unit, refusal) = ([], nil, nil, nil, nil)
    steps = settings.length
  }

  private init(_ logs: [RateLog], _ choices: Choices, _ file: String) {
    let fits = logs.map { CurveFit($0, length: choices.steps) }
    let log = logs[0]
    source = logs.map(\.column).joined(separator: ", ")
    (counter, unit, points) = (log.counter, log.unit, log.rates.count)
    steps = fits.map(\.length).max()
    groups = zip(logs, fits).compactMap { log, fit in
      fit.ranked.first.map { $0.named(logs.count > 1 ? log.column : nil) }
    }
    runnersUp = logs.count == 1 ? Array(fits[0].ranked.dropFirst().prefix(5)) : []
    var notes: [String] = []
    for note in logs.flatMap(\.notes) where !notes.contains(note) { notes.append(note) }
    if let lag = groups.first?.lag, lag > 1 {
      notes.append(
        "\(lag) updates were skipped, as under half precision: the rates lag by so many steps")
    } else if groups.first?.lag == 1, log.unit == .epochs {
      notes.append("epochs count from 1")
    }
    self.notes = notes
    refusal =
      zip(logs, fits).lazy
      .compactMap { Self.refusal(of: $1.ranked.first, $1.tolerance, $0, file) }.first
  }

  private static func refusal(
    of best: ImportedSchedule?, _ tolerance: Double, _ log: RateLog, _ file: String
  ) -> ExchangeError? {
    guard let best, let deviation = best.deviation else {
      return ExchangeError(
        file: file, "a schedule must fit the rates of '\(log.column)'", received: "none that does")
    }
    guard deviation > tolerance else { return nil }
    return ExchangeError(
      file: file,
      "no schedule fits the rates of '\(log.column)' within \(tolerance.short) of the largest; take the "
        + "nearest with --nearest",
      received: "\(best.notation), off by \(deviation.short)")
  }
}

extension RateLog {
  fileprivate static func groups(
    _ log: TrainingLog, file: String, _ choices: ScheduleImport.Choices
  ) throws -> [RateLog] {
    try groups(log, file: file, column: choices.column, counter: choices.counter, run: choices.run)
  }
}
