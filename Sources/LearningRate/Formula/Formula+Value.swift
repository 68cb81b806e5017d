public import RealModule

extension Formula {
  /// The value at `step`, computed in `Number`'s precision throughout: `Float` shows what a
  /// framework that computes in 32 bits would make of the formula.
  public func value<Number: Real & BinaryFloatingPoint>(at step: Number) -> Number {
    FormulaProgram<Number>(self).value(at: step)
  }
}

/// A formula laid out to be evaluated at many steps.
public struct FormulaProgram<Number: Real & BinaryFloatingPoint>: Sendable {
  private let parts: [Formula.Node]
  private let operands: [[Int]]

  /// Lays out a formula.
  public init(_ formula: Formula) {
    let all = formula.allParts
    var indices: [ObjectIdentifier: Int] = [:]
    for (index, part) in all.enumerated() { indices[ObjectIdentifier(part)] = index }
    parts = all.map { $0.node }
    operands = all.map { $0.parts.map { indices[ObjectIdentifier($0)] ?? 0 } }
  }

  /// The value at `step`.
  public func value(at step: Number) -> Number {
    var values: [Number] = []
    values.reserveCapacity(parts.count)
    for (part, indices) in zip(parts, operands) {
      values.append(Self.value(of: part, indices.map { values[$0] }, step))
    }
    return values[values.count - 1]
  }

  private static func value(of part: Formula.Node, _ x: [Number], _ step: Number) -> Number {
    switch part {
    case .step: step
    case .number(let value): Number(value)
    case .function(let function, _): apply(function, x[0])
    case .operation(let operation, _, _): apply(operation, x[0], x[1])
    case .periods(_, let period):
      (x[0] / Number(period) + Number(Formula.slack(of: period, in: Number.self))).rounded(.down)
    case .choice: x[0] < x[1] ? x[2] : x[3]
    case .level(let starts, let values, _):
      Number(values[Swift.max(firstIndex(above: x[0], in: starts) - 1, 0)])
    case .pick(let values, _): Number(values[Int(Swift.min(x[0], Number(values.count - 1)))])
    }
  }

  private static func apply(_ function: Formula.Function, _ x: Number) -> Number {
    switch function {
    case .squareRoot: x.squareRoot()
    case .exponential: Number.exp(x)
    case .logOnePlus: Number.log(onePlus: x)
    case .cosine: Number.cos(x)
    case .hyperbolicTangent: Number.tanh(x)
    case .floor: x.rounded(.down)
    }
  }

  private static func apply(_ operation: Formula.Operation, _ a: Number, _ b: Number) -> Number {
    switch operation {
    case .sum: a + b
    case .difference: a - b
    case .product: a * b
    case .quotient: a / b
    case .power: Number.pow(a, b)
    case .minimum: Swift.min(a, b)
    case .maximum: Swift.max(a, b)
    }
  }

  private static func firstIndex(above time: Number, in starts: [Double]) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if Number(starts[middle]) <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Formula {
  /// What is added to `time / period` before it is rounded down, so that rounding cannot make a
  /// drop come a step late.
  ///
  /// In 64 bits it is 1e-9 of a period. In 32 bits a quotient is good to some 1e-7 of itself, which
  /// may be more than that; there it is half of the least distance that a whole time can have from
  /// the next multiple of a period that is a simple fraction of steps.
  public static func slack<Number: BinaryFloatingPoint>(
    of period: Double, in _: Number.Type
  ) -> Double {
    guard Number.significandBitCount < 52 else { return 1e-9 }
    for parts in 1...12 {
      let multiple = period * Double(parts)
      if (multiple - multiple.rounded()).magnitude < 1e-9 * multiple { return 0.5 / multiple }
    }
    return 1e-6
  }
}
