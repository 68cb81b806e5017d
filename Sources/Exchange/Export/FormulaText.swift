internal import LearningRate

/// A formula in a language: lists, named parts, and the result.
///
/// A part that is used twice, and one whose text has become long, gets a name of its own.
struct FormulaText {
  /// The lists of numbers, to stand before the function.
  var lists: [String] = []
  /// The statements of the function, the last of which returns.
  var statements: [String] = []

  let dialect: Dialect
  /// What the names of lists end with.
  let suffix: String
  private(set) var texts: [ObjectIdentifier: (text: String, strength: Int)] = [:]
  private var uses: [ObjectIdentifier: Int] = [:]
  var names: [String: String] = [:]
  var listNames: [[Double]: String] = [:]
  /// The choices that become branches of the function.
  private var branches: Set<ObjectIdentifier> = []

  /// How tightly a text holds together; brackets go around what is weaker than its place.
  private enum Strength { static let choice = 0, sum = 1, product = 2, whole = 3 }

  init(_ formula: Formula, in dialect: Dialect, suffix: String = "") {
    self.dialect = dialect
    self.suffix = suffix
    if !dialect.isArray { markBranches(formula) }
    let parts = formula.allParts
    for part in parts {
      for inner in part.parts { uses[ObjectIdentifier(inner), default: 0] += 1 }
    }
    for part in parts { write(part) }
    finish(formula)
  }

  /// A choice at the top of plain code is a branch.
  private mutating func finish(_ formula: Formula) {
    guard branches.contains(ObjectIdentifier(formula)),
      case .choice(let a, let b, let first, let second) = formula.node
    else {
      statements.append("return \(text(formula))")
      return
    }
    let condition = "\(text(a, Strength.sum)) < \(text(b, Strength.sum))"
    if dialect.language == .python {
      statements += ["if \(condition):", "    return \(text(first))"]
    } else {
      statements.append("if \(condition) { return \(text(first)) }")
    }
    finish(second)
  }

  private mutating func write(_ part: Formula) {
    let id = ObjectIdentifier(part)
    var (text, strength) = words(of: part)
    let isShort = strength == Strength.whole && !text.contains("(")
    let isLong = text.count > (dialect.language == .swift ? 44 : 64)
    if uses[id] != nil, !branches.contains(id), !isShort, uses[id, default: 0] > 1 || isLong {
      (text, strength) = (name(text), Strength.whole)
    }
    texts[id] = (text, strength)
  }

  private mutating func markBranches(_ formula: Formula) {
    guard case .choice(_, _, _, let second) = formula.node else { return }
    branches.insert(ObjectIdentifier(formula))
    markBranches(second)
  }

  private mutating func words(of part: Formula) -> (String, Int) {
    switch part.node {
    case .step: return ("step", Strength.whole)
    case .number(let value):
      return (dialect.number(value), Strength.whole)
    case .function(let function, let x): return (dialect.call(function, text(x)), Strength.whole)
    case .operation(let operation, let a, let b):
      switch operation {
      case .sum: return ("\(text(a, Strength.sum)) + \(text(b, Strength.sum))", Strength.sum)
      case .difference:
        return ("\(text(a, Strength.sum)) - \(text(b, Strength.product))", Strength.sum)
      case .product:
        return ("\(text(a, Strength.product)) * \(text(b, Strength.product))", Strength.product)
      case .quotient:
        return ("\(text(a, Strength.product)) / \(text(b, Strength.whole))", Strength.product)
      default: return (dialect.call(operation, text(a), text(b)), Strength.whole)
      }
    case .periods(let time, let period): return periods(time, period)
    case .choice(let a, let b, let first, let second):
      let text = dialect.choice(
        text(a, Strength.sum), text(b, Strength.sum), text(first, Strength.sum),
        text(second, dialect.language == .python ? Strength.choice : Strength.sum))
      return (text, dialect.isArray ? Strength.whole : Strength.choice)
    case .level(let starts, let values, let time):
      return (
        dialect.level(listName(starts), listName(values), text(time, Strength.sum)),
        Strength.whole
      )
    case .pick(let values, let index):
      return (dialect.pick(listName(values), count: values.count, text(index)), Strength.whole)
    }
  }
}
