internal import Optimizers

extension FitConfiguration {
  /// Where the peak of the rate comes from.
  public enum Peak: Hashable, Sendable {
    /// A short search before the run.
    case found
    /// The user; the schedule is scaled to it.
    case given(Double)
    /// The schedule as it is written.
    case written
  }
}

extension FitConfiguration {
  /// Where the peak really comes from: an optimizer that finds the size of its steps itself needs no
  /// search, and its rate is the factor it is made for.
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
