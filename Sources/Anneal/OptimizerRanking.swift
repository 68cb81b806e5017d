internal import Training

/// What came of a ``Comparison``, the best optimizer first.
public struct OptimizerRanking: Codable, Sendable {
  /// The task's name.
  public let task: String
  /// The number of seeds that each was trained on.
  public let seeds: Int
  /// What the ranking goes by: `accuracy`, larger first, where the task measures it, and otherwise the
  /// validation `loss`.
  public let measure: String
  /// One entry for each optimizer, the best median first; one that diverged on more seeds comes later.
  public let entries: [Entry]

  /// What came of one optimizer.
  public struct Entry: Codable, Sendable {
    /// Its notation.
    public let optimizer: String
    /// The peak rate it was trained with.
    public let rate: Double
    /// What was tried to find that rate.
    public let tried: [Try]
    /// Its trainings, by seed.
    public let trainings: [Training]

    /// The numbers of trainings whose loss stopped being a number.
    public var divergedCount: Int { trainings.count { $0.divergedAt != nil } }

    /// Lowest, median and highest of a measure over the trainings that did not diverge; nil for none.
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

  /// A rate that was tried, and the validation loss it came to; nil when it diverged.
  public struct Try: Codable, Sendable, Equatable {
    /// The peak rate.
    public let rate: Double
    /// The validation loss at the end.
    public let loss: Double?
  }

  /// One training.
  public struct Training: Codable, Sendable {
    /// Decided weights, order and what was held out.
    public let seed: UInt64
    /// The validation loss at the end; NaN is stored as nothing.
    public private(set) var loss = Double.nan
    /// Other measures at the end.
    public private(set) var measures: [String: Double] = [:]
    /// The validation loss after numbers of updates.
    public private(set) var course: [Point] = []
    /// The step whose loss was no number.
    public internal(set) var divergedAt: Int?
    /// How long it took.
    public internal(set) var seconds = 0.0

    /// A validation loss on the way.
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
      course.append(Point(step: step, loss: evaluation.loss))
    }
  }

  /// Lowest, median and highest of several numbers.
  public struct Spread: Codable, Sendable, Equatable {
    /// The lowest.
    public let low: Double
    /// The median.
    public let median: Double
    /// The highest.
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

extension OptimizerRanking.Training {
  private enum CodingKeys: CodingKey { case seed, loss, measures, course, divergedAt, seconds }

  /// Writes everything; a loss that is no number is left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seed, forKey: .seed)
    if loss.isFinite { try container.encode(loss, forKey: .loss) }
    try container.encode(measures.filter { $0.value.isFinite }, forKey: .measures)
    try container.encode(course, forKey: .course)
    try container.encodeIfPresent(divergedAt, forKey: .divergedAt)
    try container.encode(seconds, forKey: .seconds)
  }

  /// Reads what was written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    seed = try container.decode(UInt64.self, forKey: .seed)
    loss = try container.decodeIfPresent(Double.self, forKey: .loss) ?? .nan
    measures = try container.decode([String: Double].self, forKey: .measures)
    course = try container.decode([Point].self, forKey: .course)
    divergedAt = try container.decodeIfPresent(Int.self, forKey: .divergedAt)
    seconds = try container.decode(Double.self, forKey: .seconds)
  }
}
