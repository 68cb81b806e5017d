internal import Training

/// The result of a ``Comparison``, the best candidate first.
public struct ComparisonRanking: Codable, Sendable {
  /// The task's name.
  public let task: String
  /// The number of seeds per candidate.
  public let seeds: Int
  /// The measure of the ranking: `accuracy` (larger is better) if the task measures it, and
  /// otherwise the validation `loss`.
  public let measure: String
  /// One entry per candidate, sorted by the number of seeds on which it diverged, then by its
  /// median.
  public let entries: [Entry]

  /// The result of one candidate.
  public struct Entry: Codable, Sendable {
    /// The optimizer's notation.
    public let optimizer: String
    /// The schedule's notation, before it was multiplied to the peak; nil if schedules are not compared.
    public let schedule: String?
    /// The peak learning rate of its trainings.
    public let rate: Double
    /// The rates that were tried to tune it.
    public let tried: [Trial]
    /// The trainings, by seed.
    public let trainings: [Training]

    /// The number of trainings whose loss became NaN or infinite.
    public var divergedCount: Int { trainings.count { $0.divergedAt != nil } }

    /// The minimum, median and maximum of a measure over the trainings that did not diverge; nil if
    /// all diverged.
    public func spread(of measure: String) -> Spread? {
      let values = trainings.filter { $0.divergedAt == nil }
        .compactMap { measure == "loss" ? $0.loss : $0.measures[measure] }.sorted()
      guard let low = values.first, let high = values.last else { return nil }
      let middle = values.count / 2
      return Spread(
        low: low,
        median: values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2,
        high: high)
    }
  }

  /// A peak learning rate that was tried, and its final validation loss; nil if it diverged.
  public struct Trial: Codable, Sendable, Equatable {
    /// The peak learning rate.
    public let rate: Double
    /// The final validation loss.
    public let loss: Double?
  }

  /// One training.
  public struct Training: Codable, Sendable {
    /// The seed of the initial weights, the order of the data and the held-out examples.
    public let seed: UInt64
    /// The final validation loss; NaN is not stored.
    public private(set) var loss = Double.nan
    /// The other final measures.
    public private(set) var measures: [String: Double] = [:]
    /// The validation losses during the training.
    public private(set) var validationCurve: [Point] = []
    /// The step at which the loss became NaN or infinite; nil if it did not.
    public internal(set) var divergedAt: Int?
    /// The duration in seconds.
    public internal(set) var seconds = 0.0

    /// A validation loss during the training.
    public struct Point: Codable, Sendable {
      /// The number of updates made.
      public let step: Int
      /// The loss.
      public let loss: Double
    }

    init(seed: UInt64) { self.seed = seed }

    mutating func add(_ evaluation: Evaluation, at step: Int) {
      (loss, measures) = (evaluation.loss, evaluation.measures)
      guard evaluation.loss.isFinite else { return }
      validationCurve.append(Point(step: step, loss: evaluation.loss))
    }
  }

  /// The minimum, median and maximum of several numbers.
  public struct Spread: Codable, Sendable, Equatable {
    /// The minimum.
    public let low: Double
    /// The median.
    public let median: Double
    /// The maximum.
    public let high: Double
  }

  init(task: String, seeds: Int, entries: [Entry]) {
    (self.task, self.seeds) = (task, seeds)
    let hasAccuracy = entries.contains { $0.spread(of: "accuracy") != nil }
    let measure = hasAccuracy ? "accuracy" : "loss"
    self.measure = measure
    func key(_ entry: Entry) -> (Int, Double, Double) {
      let median = entry.spread(of: measure)?.median ?? .infinity
      return (
        entry.divergedCount, hasAccuracy ? -median : median,
        entry.spread(of: "loss")?.median ?? .infinity
      )
    }
    self.entries = entries.sorted { key($0) < key($1) }
  }
}

extension ComparisonRanking.Training {
  private enum CodingKeys: CodingKey {
    case seed, loss, measures, validationCurve, divergedAt, seconds
  }

  /// Encodes everything except a loss that is NaN or infinite.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seed, forKey: .seed)
    if loss.isFinite { try container.encode(loss, forKey: .loss) }
    try container.encode(measures.filter { $0.value.isFinite }, forKey: .measures)
    try container.encode(validationCurve, forKey: .validationCurve)
    try container.encodeIfPresent(divergedAt, forKey: .divergedAt)
    try container.encode(seconds, forKey: .seconds)
  }

  /// Decodes a training.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    seed = try container.decode(UInt64.self, forKey: .seed)
    loss = try container.decodeIfPresent(Double.self, forKey: .loss) ?? .nan
    measures = try container.decode([String: Double].self, forKey: .measures)
    validationCurve = try container.decode([Point].self, forKey: .validationCurve)
    divergedAt = try container.decodeIfPresent(Int.self, forKey: .divergedAt)
    seconds = try container.decode(Double.self, forKey: .seconds)
  }
}
