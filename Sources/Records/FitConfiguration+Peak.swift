internal import Optimizers

extension FitConfiguration {
  /// The source of the peak rate.
  public enum Peak: Hashable, Sendable {
    /// A short search before the run.
    case found
    /// A number given by the user, to which the schedule is scaled.
    case given(Double)
    /// The schedule as written.
    case written
  }
}

extension FitConfiguration {
  /// The source of the peak that is used. An optimizer that finds the size of its steps itself
  /// needs no search: its rate is its typical factor.
  public var effectivePeak: Peak {
    peak == .found && optimizer.rule.findsRate ? .given(optimizer.rule.typicalRate) : peak
  }
}

extension FitConfiguration.Peak: Codable {
  /// Reads `"found"`, `"written"` or a number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let rate = try? container.decode(Double.self) {
      self = .given(rate)
      return
    }
    switch try container.decode(String.self) {
    case "found": self = .found
    case "written": self = .written
    case let word:
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "peak must be 'found', 'written' or a number; received '\(word)'")
    }
  }

  /// Writes `"found"`, `"written"` or the number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .found: try container.encode("found")
    case .given(let rate): try container.encode(rate)
    case .written: try container.encode("written")
    }
  }
}
