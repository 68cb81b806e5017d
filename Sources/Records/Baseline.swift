/// How well an obvious answer does on the held-out data, beside which a network's measures are read.
public struct Baseline: Codable, Hashable, Sendable {
  /// What answers: `mean`, `majority`, or `linear` for a linear model fitted on the training data.
  public let name: String
  /// Its measures on the held-out data, as a network's are called.
  public let measures: [String: Double]

  /// A baseline with these measures.
  public init(name: String, measures: [String: Double]) {
    (self.name, self.measures) = (name, measures)
  }
}
