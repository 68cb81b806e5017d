/// The answer to where the peak of the rate comes from, as `--rate` takes it.
public enum PeakRate: Hashable, Sendable, Codable {
  /// A search before the run.
  case find
  /// The user.
  case number(Double)

  /// Reads `find` or a positive number.
  ///
  /// - Throws: what the option must be, for anything else.
  public init(_ text: String) throws {
    if text == "find" {
      self = .find
    } else if let value = Double(text), value > 0, value <= 1e100 {
      self = .number(value)
    } else {
      throw Requirement("must be a positive number, 1e100 at most, or 'find'")
    }
  }
}
