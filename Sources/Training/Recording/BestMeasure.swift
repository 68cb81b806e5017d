/// The validation measure that selects the best model.
public struct BestMeasure: Hashable, Sendable {
  /// `loss`, or the name of a measure, such as `accuracy`.
  public let name: String

  /// Creates the measure called `name`.
  public init(_ name: String = "loss") { self.name = name }

  /// Whether a larger value is better; false for losses, errors, distances and perplexities.
  public var isLargerBetter: Bool {
    let words = ["loss", "error", "perplexity", "per character", "rmse", "mse", "mae", "distance"]
    return !words.contains { name.lowercased().hasSuffix($0) }
  }

  /// The measure's value; nil if it is missing, NaN or infinite.
  func value(in evaluation: Evaluation) -> Double? {
    let value = name == "loss" ? evaluation.loss : evaluation.measures[name]
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether `value` is better than `other`; true if `other` is nil.
  func isBetter(_ value: Double, than other: Double?) -> Bool {
    guard let other else { return true }
    return isLargerBetter ? value > other : value < other
  }
}
