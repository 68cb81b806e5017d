internal import Notation

extension GradientClipping.Kind {
  var word: String {
    switch self {
    case .norm: "norm"
    case .value: "value"
    case .adaptive: "adaptive"
    case .zclip: "zclip"
    }
  }

  /// The error of numbers out of range, for initializers and for the notation.
  var fault: OptimizerError? {
    switch self {
    case .norm(let limit), .value(let limit): .positive("limit", limit)
    case .adaptive(let factor, let epsilon):
      .positive("factor", factor) ?? .positive("epsilon", epsilon)
    case .zclip(let alpha, let threshold, let warmup):
      .share("alpha", alpha) ?? .positive("threshold", threshold)
        ?? (warmup >= 1 ? nil : OptimizerError("warmup", "at least 1", received: Double(warmup)))
    }
  }

  fileprivate var arguments: [NotationArgument] {
    switch self {
    case .norm(let limit), .value(let limit): return [NotationArgument(limit)]
    case .adaptive(let factor, let epsilon):
      return [NotationArgument(factor)]
        + (epsilon == 1e-3 ? [] : [NotationArgument("epsilon", epsilon)])
    case .zclip(let alpha, let threshold, let warmup):
      return (alpha == 0.97 ? [] : [NotationArgument("alpha", alpha)])
        + (threshold == 2.5 ? [] : [NotationArgument("threshold", threshold)])
        + (warmup == 25 ? [] : [NotationArgument("warmup", warmup)])
    }
  }

  fileprivate init(_ arguments: inout ArgumentReader, at expression: NotationExpression) throws {
    switch arguments.name {
    case "norm": self = .norm(try arguments.unlabelled("limit"))
    case "value": self = .value(try arguments.unlabelled("limit"))
    case "adaptive":
      let factor: Double = try arguments.unlabelled("factor")
      self = .adaptive(factor, epsilon: try arguments.value("epsilon", default: 1e-3))
    case "zclip":
      let alpha = try arguments.value("alpha", default: 0.97)
      let threshold = try arguments.value("threshold", default: 2.5)
      self = .zclip(
        alpha: alpha, threshold: threshold, warmup: try arguments.value("warmup", default: 25))
    default:
      let words = ["norm", "value", "adaptive", "zclip"]
      let nearest = nearestName(to: arguments.name, among: words)
      throw NotationError(
        "unknown clipping '\(arguments.name)'", at: expression.namePlace,
        expected: nearest == nil ? words.listed : nil, suggestion: nearest)
    }
  }
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
    if arguments.receiver != nil {
      throw NotationError(
        "'\(arguments.name)' stands alone: write it without a dot before it",
        at: expression.namePlace)
    }
    let kind = try Kind(&arguments, at: expression)
    try arguments.finish()
    if let fault = kind.fault {
      throw arguments.error(for: fault.parameter, fault.requirement, received: fault.received)
    }
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
