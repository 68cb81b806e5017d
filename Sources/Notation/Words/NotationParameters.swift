/// The parameters of a form, in the order in which they are printed.
public struct NotationParameters<Form>: ExpressibleByArrayLiteral {
  /// The parameters.
  public let list: [NotationParameter<Form>]

  /// The parameters of a list.
  public init(_ list: [NotationParameter<Form>]) { self.list = list }

  /// The parameters of a literal.
  public init(arrayLiteral list: NotationParameter<Form>...) { self.list = list }

  /// Reads each parameter; one that is left out stays as it is in `form`.
  ///
  /// - Throws: ``NotationError`` at the first mistake.
  public func read(into form: inout Form, from arguments: inout ArgumentReader) throws {
    for parameter in list { try parameter.read(&form, &arguments) }
  }

  /// The arguments as they are printed, without those that may be left out and are equal in `defaults`.
  public func arguments(of form: Form, unless defaults: Form?) -> [NotationArgument] {
    list.flatMap { $0.arguments(form, defaults) }
  }

  /// The first fault of a parameter.
  public func fault(of form: Form) -> ParameterFault? {
    list.lazy.compactMap { $0.fault(form) }.first
  }

  /// How a word with these parameters is called: a line for each way of writing it.
  public func signature(of word: String, with defaults: Form) -> String {
    let parts = list.map { $0.signatures(defaults) }
    let ways = parts.map(\.count).max() ?? 1
    return (0..<ways).map { way in
      let shown = parts.map { $0.count == 1 ? $0[0] : $0[way] }
      return "\(word)(\(shown.joined(separator: ", ")))"
    }.joined(separator: "\n")
  }
}
