/// A word of the notation and what it means: an entry of the reference.
public struct NotationWord: Hashable, Sendable {
  /// The word, such as `cosine`.
  public let name: String
  /// What it does, in one sentence.
  public let summary: String
  /// Its formula, one line for each phase or way of writing it.
  public let formula: String
  /// What it is for.
  public let purpose: String
  /// A text in which it is used.
  public let example: String
  /// Where it comes from.
  public let source: String
  /// How it is called, with its labels; a parameter that may be left out is followed by `=` and its
  /// default. A word that can be written in several ways has a line for each.
  ///
  /// It is empty until ``NotationForm/reference`` fills it in from the parameters.
  public internal(set) var signature = ""

  /// Creates a word; what does not apply to it is left out.
  public init(
    _ name: String, summary: String, formula: String = "", purpose: String = "",
    example: String = "", source: String = ""
  ) {
    (self.name, self.summary, self.formula) = (name, summary, formula)
    (self.purpose, self.example, self.source) = (purpose, example, source)
  }
}
