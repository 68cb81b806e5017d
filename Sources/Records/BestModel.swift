/// The best model of a run so far, by its validation loss or another measure.
public struct BestModel: Codable, Hashable, Sendable {
  /// The number of updates made before it was measured.
  public let step: Int
  /// The validation loss.
  public let loss: Double
  /// The other measures.
  public let measures: [String: Double]

  /// The model after `step` updates.
  public init(step: Int, loss: Double, measures: [String: Double]) {
    (self.step, self.loss, self.measures) = (step, loss, measures)
  }
}
