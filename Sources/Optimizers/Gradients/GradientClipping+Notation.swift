internal import Notation

extension GradientClipping.Kind: NotationCases {
  /// What is read of a way to clip, whichever it is.
  struct Draft {
    var limit = 1.0
    var epsilon = 1e-3
    var alpha = 0.97
    var threshold = 2.5
    var warmup = 25
  }

  /// How each way is written.
  static var cases: [NotationCase<Draft, Self>] {
    [
      NotationCase(
        NotationWord("norm", summary: "Limits the norm of all gradients together."),
        [.unlabelled("limit", \.limit, .positiveFinite)], from: Draft()
      ) { .norm($0.limit) },
      NotationCase(
        NotationWord("value", summary: "Limits each element."),
        [.unlabelled("limit", \.limit, .positiveFinite)], from: Draft()
      ) { .value($0.limit) },
      NotationCase(
        NotationWord("adaptive", summary: "Limits each row to a share of its parameters' norm."),
        [.unlabelled("factor", \.limit, .positiveFinite), .positive("epsilon", \.epsilon)],
        from: Draft()
      ) { .adaptive($0.limit, epsilon: $0.epsilon) },
      NotationCase(
        NotationWord("zclip", summary: "Limits norms that are far above the usual ones."),
        [
          .share("alpha", \.alpha), .positive("threshold", \.threshold),
          .whole("warmup", \.warmup, atLeast: 1),
        ], from: Draft()
      ) { .zclip(alpha: $0.alpha, threshold: $0.threshold, warmup: $0.warmup) },
    ]
  }

  /// The word, and what a reader of it would have read.
  var written: (word: String, draft: Draft) {
    switch self {
    case .norm(let limit): ("norm", Draft(limit: limit))
    case .value(let limit): ("value", Draft(limit: limit))
    case .adaptive(let factor, let epsilon):
      ("adaptive", Draft(limit: factor, epsilon: epsilon))
    case .zclip(let alpha, let threshold, let warmup):
      ("zclip", Draft(alpha: alpha, threshold: threshold, warmup: warmup))
    }
  }

  /// The error of numbers out of range, for initializers and for the notation.
  var fault: OptimizerError? { parameterFault.map { OptimizerError($0) } }
}

extension GradientClipping {
  /// Reads the notation, such as `norm(1)` or `zclip`. A bare number is the limit of the norm.
  ///
  /// - Throws: `NotationError` for an unknown word or label, or a value out of its range.
  public init(_ notation: String) throws {
    var expression = try NotationExpression(parsing: notation)
    if case .number = expression.kind {
      expression = NotationExpression(
        .call(NotationCall("norm", [NotationArgument(nil, expression)])))
    }
    var arguments = try ArgumentReader(expression, role: "the clipping")
    try arguments.checkStandsAlone()
    let kind = try arguments.entry("clipping", in: Kind.cases, named: \.word.name)
      .value(from: &arguments)
    try arguments.finish()
    try arguments.check(kind.fault)
    self.init(unchecked: kind)
  }
}

extension GradientClipping: CustomStringConvertible {
  /// The notation: the word, and the arguments that differ from their defaults.
  public var description: String {
    let arguments = kind.arguments
    return arguments.isEmpty
      ? kind.word : NotationExpression.call(kind.word, arguments).description
  }
}

extension GradientClipping: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// The limit of the norm.
  public init(floatLiteral value: Double) { self = .norm(value) }
  /// The limit of the norm.
  public init(integerLiteral value: Int) { self = .norm(Double(value)) }
}

extension GradientClipping: Codable {
  /// Reads the notation, a string, or a number, the limit of the norm.
  public init(from decoder: any Decoder) throws {
    if let limit = try? decoder.singleValueContainer().decode(Double.self) {
      let kind = Kind.norm(limit)
      if let fault = kind.fault { throw fault }
      self.init(unchecked: kind)
      return
    }
    self = try decoder.notation { try GradientClipping($0) }
  }
  /// Writes the notation, a string.
  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(notation: self)
  }
}
