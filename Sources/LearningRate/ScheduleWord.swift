/// How a shape or a modifier is written and what it means: an entry of the reference.
public struct ScheduleWord: Hashable, Sendable {
  /// The word in the notation, such as `cosine`.
  public let name: String
  /// How it is called, with its labels; what may be left out has `=` and its default.
  public let signature: String
  /// The value at step `t` of the form's own clock, one line for each phase.
  public let formula: String
  /// What it does, in one sentence.
  public let summary: String
  /// A schedule that uses it.
  public let example: String

  /// Creates an entry.
  public init(name: String, signature: String, formula: String, summary: String, example: String) {
    self.name = name
    self.signature = signature
    self.formula = formula
    self.summary = summary
    self.example = example
  }
}
