/// One case of an enumeration whose values are written as calls: `scaled(by: 0.1, in: "head.*")`.
///
/// What is read is put together in a draft, which has a property for each parameter of any case, and
/// then made a value.
public struct NotationCase<Draft, Whole> {
  /// The word, with its signature.
  public let word: NotationWord
  private let parameters: Parameters<Draft>
  private let defaults: Draft
  private let make: (Draft) -> Whole

  /// A case with these parameters; `defaults` holds what those that may be left out are then.
  public init(
    _ word: NotationWord, _ parameters: Parameters<Draft>, from defaults: Draft,
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
  public func value(from arguments: inout ArgumentReader) throws -> Whole {
    var draft = defaults
    try parameters.read(into: &draft, from: &arguments)
    return make(draft)
  }

  /// The arguments of the value that a draft makes, as they are printed.
  public func arguments(of draft: Draft) -> [NotationArgument] {
    parameters.arguments(of: draft, unless: defaults)
  }

  /// The first parameter of a draft that is not what it must be.
  public func fault(of draft: Draft) -> ParameterFault? { parameters.fault(of: draft) }
}
