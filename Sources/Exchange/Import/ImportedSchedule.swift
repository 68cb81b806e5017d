public import LearningRate

/// A schedule that was found in a file.
public struct ImportedSchedule: Hashable, Sendable {
  /// The plan: the schedule, and a controller where the file holds one.
  public let plan: Plan
  /// The plan as notation, with what the file says spelled out even where it is usual.
  public let notation: String
  /// The largest difference from the file's rates, as a share of the largest rate; nil where the
  /// file holds the parameters themselves.
  public let deviation: Double?
  /// The root of the mean squared difference, as a share of the largest rate.
  public let rootMeanSquare: Double?
  /// How many updates before the step that it was logged at a rate was used: 0, 1, or more where updates
  /// were skipped.
  public let lag: Int
  /// The column that it was fitted to, where a log has one for each group of parameters.
  public private(set) var column: String?

  /// The schedule of the rate.
  public var schedule: Schedule { plan.learningRate }

  init(_ schedule: Schedule, deviation: Double? = nil, rootMeanSquare: Double? = nil, lag: Int = 0)
  {
    plan = Plan(schedule)
    notation = schedule.description
    self.deviation = deviation
    self.rootMeanSquare = rootMeanSquare
    self.lag = lag
  }

  /// This schedule, of a column.
  func named(_ column: String?) -> ImportedSchedule {
    var named = self
    named.column = column
    return named
  }

  /// Reads a notation that a file was translated into.
  init(notation: String) throws {
    plan = try Plan(notation)
    self.notation = notation
    (deviation, rootMeanSquare, lag) = (nil, nil, 0)
  }
}
