/// A value that is written as a call of a word: `cosine(from: 1, to: 0)`.
///
/// It declares its word and its parameters once. Reading, checking, printing, and the entry in a
/// reference follow from these:
///
/// ```swift
/// struct Line: NotationForm {
///   var from = 1.0
///   var to = 0.0
///
///   static let word = NotationWord("line", summary: "A straight line.", formula: "…")
///   static var parameters: NotationParameters<Line> {
///     [.required("from", \.from, .any("number")), .optional("to", \.to, .any("number"))]
///   }
///   var defaults: Line { Line() }
/// }
/// ```
public protocol NotationForm {
  /// The word, and what it means.
  static var word: NotationWord { get }

  /// The parameters, in the order in which they are printed.
  static var parameters: NotationParameters<Self> { get }

  /// A form that holds the default of each parameter that may be left out.
  var defaults: Self { get }
}

extension NotationForm {
  /// The arguments as they are printed; reading them gives an equal form.
  public var arguments: [NotationArgument] {
    Self.parameters.arguments(of: self, unless: defaults)
  }

  /// The first parameter that is not what it must be; nil if there is none.
  public var parameterFault: ParameterFault? { Self.parameters.fault(of: self) }

  /// The word as a reference lists it: with its signature.
  public var reference: NotationWord {
    var word = Self.word
    word.signature = Self.parameters.signature(of: word.name, with: defaults)
    return word
  }

  /// Reads every parameter; one that is left out stays as it is.
  ///
  /// - Throws: ``NotationError`` at the first mistake.
  public mutating func read(_ arguments: inout ArgumentReader) throws {
    try Self.parameters.read(into: &self, from: &arguments)
  }
}
