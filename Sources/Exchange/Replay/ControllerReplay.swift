public import LearningRate
public import TrainingLogs

/// Where a controller would have acted on a run that was logged.
///
/// ```swift
/// let replay = try ControllerReplay(
///   of: .plateau(patience: 4), path: "metrics.csv", choices: .init(series: "val_loss"))
/// for act in replay.acts { print(act.time, act.factor) }
/// ```
///
/// The measurements are given to the controller in their order, each at what the log counts. From the
/// first act on the run itself would have gone another way: what follows is what these measurements would
/// have brought about. Where the count falls back, as of a run that was resumed, or of one that was
/// appended to another, the last counts.
public struct ControllerReplay: Sendable {
  /// Something that was measured.
  public struct Measurement: Hashable, Sendable {
    /// When, in ``ControllerReplay/unit``.
    public let time: Double
    /// The value; it may be infinite or NaN.
    public let value: Double
    /// What every rate is multiplied by from here on.
    public let factor: Double
  }

  /// A measurement at which the controller did something.
  public struct Act: Hashable, Sendable {
    /// What it did.
    public let kind: Kind
    /// When, in ``ControllerReplay/unit``.
    public let time: Double
    /// What was measured.
    public let value: Double
    /// What every rate was multiplied by before, and is from here on.
    public let before, factor: Double
  }

  /// What a controller does.
  public enum Kind: String, Hashable, Sendable {
    /// It changes the factor.
    case changed
    /// It goes back to earlier weights, and changes the factor or not.
    case restored
    /// It ends the run.
    case ended
  }

  /// What may be said of how a log is to be read.
  public struct Choices: Sendable {
    /// The series; nil for the one that the controller listens to, such as `validation loss`.
    public var series: String?
    /// The name of the column that counts.
    public var counter: String?
    /// The run, where a file holds several.
    public var run: String?
    /// The first count at which the controller listens, such as the end of a warmup.
    public var start = 0.0

    /// Makes choices.
    public init(
      series: String? = nil, counter: String? = nil, run: String? = nil, start: Double = 0
    ) {
      (self.series, self.counter, self.run, self.start) = (series, counter, run, start)
    }
  }

  /// The controller.
  public let controller: Controller
  /// The series, as the log calls it.
  public let series: String
  /// The run, as the log calls it; empty where it holds one.
  public let run: String
  /// The column that counted; nil if rows were counted.
  public let counter: String?
  /// What is counted.
  public let unit: LogUnit
  /// The measurements, up to the one that ended the run.
  public let measurements: [Measurement]
  /// How many measurements of the series the log holds.
  public let count: Int
  /// The acts.
  public let acts: [Act]
  /// How the log was taken.
  public let notes: [String]

  /// Reads a file, a folder of logs, or what a pattern such as `runs/*.csv` fits.
  ///
  /// - Throws: ``ExchangeError`` or `LogError` that says what the log must hold.
  public init(of controller: Controller, path: String, choices: Choices = Choices()) throws {
    let isWanted = Self.wants(choices.series ?? controller.measurement, choices)
    let log =
      try LogFolder.matches(path)
      ? LogFolder(path, keeping: isWanted).log
      : TrainingLog(LogFile(path: path), keeping: isWanted)
    try self.init(of: controller, log, file: path, choices)
  }

  /// Reads a file.
  ///
  /// - Throws: ``ExchangeError`` or `LogError` that says what the log must hold.
  public init(of controller: Controller, _ file: LogFile, choices: Choices = Choices()) throws {
    let isWanted = Self.wants(choices.series ?? controller.measurement, choices)
    try self.init(
      of: controller, TrainingLog(file, keeping: isWanted), file: file.name, choices)
  }

  private static func wants(_ series: String, _ choices: Choices) -> (String) -> Bool {
    let names = Set([series, choices.counter].compactMap { $0.map { ColumnName($0).plain } })
    return { name in
      let known = ColumnName(name)
      return known.unit != nil || names.contains(known.plain)
    }
  }

  private init(
    of controller: Controller, _ log: TrainingLog, file: String, _ choices: Choices
  ) throws {
    let found = try MeasuredSeries(
      choices.series ?? controller.measurement, in: log, file: file, counter: choices.counter,
      run: choices.run)
    let points = found.points.filter { $0.time >= choices.start }
    let needed = controller.leastMeasurements
    guard points.count >= needed else {
      throw ExchangeError(
        file: file,
        "'\(found.name)' must be measured at least \(needed) times for \(controller) to act",
        received: "\(points.count)")
    }
    self.controller = controller
    (series, run, counter, unit) = (found.name, found.run, found.counter, found.unit)
    (notes, count) = (found.notes, points.count)

    // a controller counts in whole numbers, and epochs may be logged in parts
    let isWhole = points.allSatisfy { $0.time == $0.time.rounded() }
    var state = controller.initialState
    var (measurements, acts): ([Measurement], [Act]) = ([], [])
    for (index, point) in points.enumerated() where !state.isOver {
      let step = isWhole ? Int(point.time) : index
      let before = state.factor(at: step)
      let kind: Kind? =
        switch state.observe(point.value, at: step) {
        case .keep: nil
        case .changed: .changed
        case .restore: .restored
        case .stop: .ended
        }
      let factor = state.factor(at: step)
      measurements.append(Measurement(time: point.time, value: point.value, factor: factor))
      if let kind {
        acts.append(
          Act(kind: kind, time: point.time, value: point.value, before: before, factor: factor))
      }
    }
    (self.measurements, self.acts) = (measurements, acts)
  }
}
