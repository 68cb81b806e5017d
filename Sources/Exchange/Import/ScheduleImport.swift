public import LearningRate

/// A schedule that was found in a file.
public struct ImportedSchedule: Hashable, Sendable {
  /// The schedule.
  public let schedule: Schedule
  /// The largest difference from the file's rates, as a share of the largest rate; nil where the
  /// file holds the parameters themselves.
  public let deviation: Double?
  /// The root of the mean squared difference, as a share of the largest rate.
  public let rootMeanSquare: Double?
  /// How many updates before the step that it was logged at a rate was used: 0 or 1.
  public let lag: Int

  init(_ schedule: Schedule, deviation: Double? = nil, rootMeanSquare: Double? = nil, lag: Int = 0)
  {
    self.schedule = schedule
    self.deviation = deviation
    self.rootMeanSquare = rootMeanSquare
    self.lag = lag
  }
}

/// The schedule of a run elsewhere: read from a scheduler's state, or fitted to a log.
///
/// - A `state_dict` of PyTorch's schedulers in JSON holds their parameters, so the notation is exact.
/// - The rate's column of a CSV file, or the `log_history` of a Hugging Face `trainer_state.json`,
///   holds rates at some steps. Every kind of schedule that could have made them is fitted, with
///   and without a warmup; the simplest of those as near as the best is the answer.
public struct ScheduleImport: Sendable {
  /// What was read: a scheduler's class, or the name of a column.
  public let source: String
  /// The schedule of each group of parameters; one for a log.
  public let groups: [ImportedSchedule]
  /// Other schedules that were fitted, the nearest first.
  public let runnersUp: [ImportedSchedule]
  /// How many rates were read; nil for a scheduler's state.
  public let points: Int?
  /// The length of the run that the schedules fit, in what the log counts; nil for a state.
  public let steps: Int?

  /// Reads the text of a file; `name` stands for it in errors.
  ///
  /// `steps` is the length of the run if the log was cut off before its end, and `column` the name
  /// of the rate's column where there are several.
  ///
  /// - Throws: ``ExchangeError`` that says what the file must hold.
  public init(
    _ text: String, file name: String, steps: Int? = nil, column: String? = nil
  ) throws {
    let first = text.first { !$0.isWhitespace && $0 != "\u{FEFF}" }
    if first == "{" || first == "[" {
      let document: JSONDocument
      do { document = try JSONDocument(text) } catch {
        throw ExchangeError(
          file: name, "the file must be JSON or CSV", received: "JSON with a mistake in it")
      }
      if document["log_history"] == nil, first == "{" {
        self.init(try SchedulerState(document, file: name))
        return
      }
      self.init(try RateLog(trainerState: document, file: name), steps: steps)
    } else {
      self.init(try RateLog(csv: text, file: name, column: column), steps: steps)
    }
  }

  private init(_ state: SchedulerState) {
    source = state.name
    groups = state.schedules.map { ImportedSchedule($0) }
    (runnersUp, points, steps) = ([], nil, nil)
  }

  private init(_ log: RateLog, steps: Int?) {
    let length = steps ?? log.length ?? (log.steps.last ?? 0) + 1
    let found = CurveFit(log, steps: length).ranked
    source = log.column
    points = log.steps.count
    self.steps = length
    groups = Array(found.prefix(1))
    runnersUp = Array(found.dropFirst().prefix(5))
  }
}
