/// One measurement of a run: the value of a named series at a step.
public struct SeriesPoint: Sendable, Hashable, Codable {
  /// The series' name, such as `train.loss`.
  public let series: String
  /// The step, counted from zero.
  public let step: Int
  /// The value; it may be infinite or NaN, which a diverging run does measure. Every bit is kept,
  /// but for two: SQLite reads a negative zero back as zero, and all NaN are one.
  public let value: Double

  /// Makes a point.
  public init(series: String, step: Int, value: Double) {
    self.series = series
    self.step = step
    self.value = value
  }
}
