/// A loss that a program printed.
package struct LossReading: Hashable, Sendable {
  /// The series.
  package let series: SeriesName
  /// The loss.
  package let value: Double
  /// The step that was printed with it; nil if there was none.
  package let step: Double?

  package init(_ series: SeriesName, _ value: Double, step: Double?) {
    (self.series, self.value, self.step) = (series, value, step)
  }
}
