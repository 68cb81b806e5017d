internal import LearningRate
internal import Notation

/// How a language writes arithmetic.
struct Dialect {
  enum Language { case python, jax, keras, swift }

  let language: Language

  /// Whether arithmetic is in 32 bits, and over arrays: then numbers have a point, and both sides
  /// of a choice are computed.
  var isArray: Bool { language == .jax || language == .keras }

  func number(_ value: Double) -> String {
    if value == .pi {
      switch language {
      case .python, .keras: return "math.pi"
      case .jax: return "jnp.pi"
      case .swift: return "Double.pi"
      }
    }
    let text = value.notationText
    return isArray && text.allSatisfy { $0.isNumber || $0 == "-" } ? text + ".0" : text
  }

  func call(_ function: Formula.Function, _ x: String) -> String {
    let name =
      switch (function, language) {
      case (.squareRoot, .swift): "squareRoot"
      case (.squareRoot, _): "sqrt"
      case (.exponential, _): "exp"
      case (.logOnePlus, _): "log1p"
      case (.cosine, _): "cos"
      case (.hyperbolicTangent, _): "tanh"
      case (.floor, _): "floor"
      }
    return "\(prefix)\(language == .swift && function == .squareRoot ? "sqrt" : name)(\(x))"
  }

  func call(_ operation: Formula.Operation, _ a: String, _ b: String) -> String {
    switch (operation, language) {
    case (.power, .swift): "pow(\(a), \(b))"
    case (.power, _): "\(prefix)\(language == .python ? "pow" : "power")(\(a), \(b))"
    case (.minimum, .python), (.minimum, .swift): "min(\(a), \(b))"
    case (.maximum, .python), (.maximum, .swift): "max(\(a), \(b))"
    case (.minimum, _): "\(prefix)minimum(\(a), \(b))"
    default: "\(prefix)maximum(\(a), \(b))"
    }
  }

  func choice(_ a: String, _ b: String, _ first: String, _ second: String) -> String {
    switch language {
    case .python: "\(first) if \(a) < \(b) else \(second)"
    case .swift: "\(a) < \(b) ? \(first) : \(second)"
    case .jax, .keras: "\(prefix)where(\(a) < \(b), \(first), \(second))"
    }
  }

  func level(_ starts: String, _ values: String, _ time: String) -> String {
    switch language {
    case .python: "\(values)[max(bisect_right(\(starts), \(time)) - 1, 0)]"
    case .swift: "\(values)[\(starts).lastIndex { $0 <= \(time) } ?? 0]"
    case .jax:
      "jnp.asarray(\(values))[jnp.searchsorted(jnp.asarray(\(starts)), \(time), side=\"right\") - 1]"
    case .keras:
      "ops.take(ops.convert_to_tensor(\(values), \"float32\"), ops.sum(ops.cast("
        + "ops.convert_to_tensor(\(starts), \"float32\") <= \(time), \"int32\")) - 1)"
    }
  }

  func pick(_ values: String, count: Int, _ index: String) -> String {
    switch language {
    case .python: "\(values)[min(int(\(index)), \(count - 1))]"
    case .swift: "\(values)[min(Int(\(index)), \(count - 1))]"
    case .jax:
      "jnp.asarray(\(values))[jnp.minimum(\(index), \(count - 1)).astype(jnp.int32)]"
    case .keras:
      "ops.take(ops.convert_to_tensor(\(values), \"float32\"), "
        + "ops.cast(ops.minimum(\(index), \(count - 1)), \"int32\"))"
    }
  }

  /// A list of numbers that has a name.
  func list(_ name: String, _ values: [Double]) -> String {
    let start = language == .swift ? "private let \(name): [Double] = [" : "\(name) = ["
    var lines = [""]
    for value in values {
      let text = number(value) + ","
      if lines[lines.count - 1].count + text.count > 92 { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "    " : " ") + text
    }
    return ([start] + lines + ["]"]).joined(separator: "\n")
  }

  private var prefix: String {
    switch language {
    case .python: "math."
    case .jax: "jnp."
    case .keras: "ops."
    case .swift: ""
    }
  }
}
