/// What was made of a user's data, as it is told before training: what was inferred, and how each
/// inference is changed.
public struct DataSummary: Codable, Hashable, Sendable {
  /// Where the data is, and how much of it there is.
  public var source: String
  /// The facts in the order of a list.
  public var facts: [Fact]
  /// The columns of a table; empty for other data.
  public var columns: [Column] = []
  /// What a user should know: one sentence each.
  public var notices: [String] = []

  /// A fact, such as the target, with the option that changes it.
  public struct Fact: Codable, Hashable, Sendable {
    /// What it is about, such as `target`.
    public var name: String
    /// The fact.
    public var value: String
    /// The option that changes it, such as `--target`; empty if none does.
    public var option: String
  }

  /// A column of a table.
  public struct Column: Codable, Hashable, Sendable {
    /// The column's name.
    public var name: String
    /// What it was taken for, such as `number`.
    public var kind: String
    /// Why, in a few words.
    public var reason: String
    /// The number of missing values.
    public var missing: Int
    /// A few of its values.
    public var examples: [String]
  }

  /// A summary of data at `source`.
  init(source: String, facts: [Fact] = []) { (self.source, self.facts) = (source, facts) }

  mutating func tell(_ name: String, _ value: String, option: String = "") {
    facts.append(Fact(name: name, value: value, option: option))
  }
}
