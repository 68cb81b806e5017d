/// An enumeration whose cases are written as calls of words: `scaled(by: 0.1, in: "head.*")`.
///
/// Reading fills a draft, which has a property for each parameter of any case, and makes a value of it;
/// printing and checking make a draft of a value.
package protocol NotationCases {
  /// The parameters of all cases; a new draft holds their defaults.
  associatedtype Draft

  /// The cases, in the order of a reference.
  static var cases: [NotationCase<Draft, Self>] { get }

  /// The word of this value, and the draft that makes it.
  var written: (word: String, draft: Draft) { get }
}

/// One case of ``NotationCases``: its word, its parameters, and a function from a draft to a value.
package struct NotationCase<Draft, Whole> {
  /// The word, with its signature.
  package let word: NotationWord
  let parameters: NotationParameters<Draft>
  let defaults: Draft
  let make: (Draft) -> Whole

  /// A case; `defaults` is a new draft.
  package init(
    _ word: NotationWord, _ parameters: NotationParameters<Draft>, from defaults: Draft,
    make: @escaping (Draft) -> Whole
  ) {
    var word = word
    word.signature = parameters.signature(of: word.name, with: defaults)
    (self.word, self.parameters) = (word, parameters)
    (self.defaults, self.make) = (defaults, make)
  }

  /// Reads a value of this case.
  ///
  /// - Throws: ``NotationError`` at the first mistake.
  package func value(from arguments: inout ArgumentReader) throws -> Whole {
    var draft = defaults
    try parameters.read(into: &draft, from: &arguments)
    return make(draft)
  }
}

extension NotationCases {
  /// The word of this value.
  package var word: String { written.word }

  /// The arguments as they are printed; reading them gives an equal value.
  package var arguments: [NotationArgument] {
    let (draft, own) = (written.draft, ownCase)
    return own.parameters.arguments(of: draft, unless: own.defaults)
  }

  /// The first parameter that is not what it must be.
  package var parameterFault: ParameterFault? { ownCase.parameters.fault(of: written.draft) }

  private var ownCase: NotationCase<Draft, Self> {
    let word = word
    guard let own = Self.cases.first(where: { $0.word.name == word }) else {
      preconditionFailure("the cases of \(Self.self) must have the word '\(word)'")
    }
    return own
  }
}
