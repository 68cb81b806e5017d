/// A short training at one rate.
public struct RateTrial: Hashable, Sendable, Codable {
  /// The learning rate.
  public let rate: Double
  /// The number of steps that it was to have, with those of a cooldown; one that failed had fewer.
  public let steps: Int
  /// The loss on the sample of validation examples; nil if a loss or a gradient was not finite.
  public let loss: Double?

  /// Creates a trial with its loss.
  public init(rate: Double, steps: Int, loss: Double?) {
    (self.rate, self.steps, self.loss) = (rate, steps, loss)
  }
}
