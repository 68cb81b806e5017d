import RealModule

// What is known already is computed here, so that a printed formula holds no 0 · x and no 1 + 2.
extension Formula {
  /// The sum.
  public static func + (a: Formula, b: Formula) -> Formula {
    if a.number == 0 { return b }
    if b.number == 0 { return a }
    if let c = b.number, c < 0 { return a - .number(-c) }
    return operation(.sum, a, b)
  }

  /// The difference.
  public static func - (a: Formula, b: Formula) -> Formula {
    b.number == 0 ? a : operation(.difference, a, b)
  }

  /// The product.
  public static func * (a: Formula, b: Formula) -> Formula {
    if a.number == 0 || b.number == 0 { return 0.0 }
    if a.number == 1 { return b }
    if b.number == 1 { return a }
    return operation(.product, a, b)
  }

  /// The quotient; the divisor must not be zero for any step.
  public static func / (a: Formula, b: Formula) -> Formula {
    b.number == 1 ? a : operation(.quotient, a, b)
  }

  /// The sum.
  public static func + (a: Formula, b: Double) -> Formula { a + .number(b) }
  /// The sum.
  public static func + (a: Double, b: Formula) -> Formula { .number(a) + b }
  /// The difference.
  public static func - (a: Formula, b: Double) -> Formula { a - .number(b) }
  /// The difference.
  public static func - (a: Double, b: Formula) -> Formula { .number(a) - b }
  /// The product.
  public static func * (a: Formula, b: Double) -> Formula { a * .number(b) }
  /// The product.
  public static func * (a: Double, b: Formula) -> Formula { .number(a) * b }
  /// The quotient; the divisor must not be zero for any step.
  public static func / (a: Formula, b: Double) -> Formula { a / .number(b) }
  /// The quotient; the divisor must not be zero for any step.
  public static func / (a: Double, b: Formula) -> Formula { .number(a) / b }

  /// `aᵇ`; `a` must not be negative for any step.
  public static func pow(_ a: Formula, _ b: Double) -> Formula {
    b == 1 ? a : operation(.power, a, .number(b))
  }

  /// `baseᵗⁱᵐᵉ` for a positive base, as `e^(ln base · time)`: a rounded base would be off after
  /// many steps, a rounded logarithm is not.
  public static func pow(_ base: Double, _ time: Formula) -> Formula {
    base == 1 ? 1.0 : exp(Double.log(base) * time)
  }

  /// The smaller of a formula and a number.
  public static func min(_ a: Formula, _ b: Double) -> Formula {
    b == .infinity ? a : operation(.minimum, a, .number(b))
  }

  /// The larger of a formula and a number.
  public static func max(_ a: Formula, _ b: Double) -> Formula {
    a === step && b <= 0 ? a : operation(.maximum, a, .number(b))
  }

  /// The smaller of two formulas.
  public static func min(_ a: Formula, _ b: Formula) -> Formula { operation(.minimum, a, b) }

  /// `√a`; `a` must not be negative for any step.
  public static func sqrt(_ a: Formula) -> Formula { function(.squareRoot, a) }
  /// `eᵃ`
  public static func exp(_ a: Formula) -> Formula { function(.exponential, a) }
  /// `ln (1 + a)`
  public static func log(onePlus a: Formula) -> Formula { function(.logOnePlus, a) }
  /// The cosine of an angle in radians.
  public static func cos(_ a: Formula) -> Formula { function(.cosine, a) }
  /// The hyperbolic tangent.
  public static func tanh(_ a: Formula) -> Formula { function(.hyperbolicTangent, a) }
  /// The whole number at or below.
  public static func floor(_ a: Formula) -> Formula { function(.floor, a) }

  /// How many whole periods have passed at `time`.
  public static func wholePeriods(at time: Formula, period: Double) -> Formula {
    Formula(.periods(time, period: period))
  }

  /// One formula before a time, another from it on.
  public static func before(
    _ boundary: Double, _ time: Formula, _ first: Formula, else second: Formula
  ) -> Formula {
    boundary <= 0 ? second : Formula(.choice(time, .number(boundary), first, second))
  }

  /// Constants that follow one another, each from its start on.
  public static func levels(
    starts: [Double], values: [Double], at time: Formula
  ) -> Formula {
    guard values.count <= 5 else {
      return Formula(.level(starts: starts, values: values, at: time))
    }
    var levels = Formula.number(values[values.count - 1])
    for index in values.indices.dropLast().reversed() {
      levels = .before(starts[index + 1], time, .number(values[index]), else: levels)
    }
    return levels
  }

  /// The value with a whole index.
  public static func pick(_ values: [Double], _ index: Formula) -> Formula {
    Formula(.pick(values, index))
  }

  /// The value a `fraction` of the way from `a` to `b`.
  static func blend(_ a: Double, _ b: Double, _ fraction: Formula) -> Formula {
    b < a ? a - (a - b) * fraction : a + (b - a) * fraction
  }

  /// The fraction of half a cosine wave that is done after the fraction `u` of its time.
  static func halfWave(_ u: Formula) -> Formula { (1 - cos(Double.pi * u)) / 2 }

  /// The fraction of `length` that has passed, at most 1.
  static func fraction(of length: Double, at time: Formula) -> Formula {
    length > 0 ? min(time, length) / length : 1.0
  }

  /// The fraction of `length` that is left: exactly 0 at its end however a quotient is rounded, so
  /// that a root of it is neither steep there nor of a negative number.
  static func rest(of length: Double, at time: Formula) -> Formula {
    length > 0 ? (length - min(time, length)) / length : 0.0
  }

  private static func operation(_ operation: Operation, _ a: Formula, _ b: Formula) -> Formula {
    let result = Formula(.operation(operation, a, b))
    guard a.number != nil, b.number != nil else { return result }
    return .number(result.value(at: 0.0))
  }

  private static func function(_ function: Function, _ a: Formula) -> Formula {
    let result = Formula(.function(function, a))
    return a.number == nil ? result : .number(result.value(at: 0.0))
  }
}
