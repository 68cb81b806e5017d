/// How a controller is written and what it does: an entry of the reference.
public struct ControllerWord: Hashable, Sendable {
  /// The word in the notation, such as `plateau`.
  public let name: String
  /// How it is called, with its labels; what may be left out has `=` and its default.
  public let signature: String
  /// When it acts and what the factor becomes, one line for each case.
  public let rule: String
  /// What it does, in one sentence.
  public let summary: String
  /// A controller that uses it.
  public let example: String

  /// Creates an entry.
  public init(name: String, signature: String, rule: String, summary: String, example: String) {
    self.name = name
    self.signature = signature
    self.rule = rule
    self.summary = summary
    self.example = example
  }
}
