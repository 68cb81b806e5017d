internal import LearningRate
internal import RealModule

/// What a backend prints: the curve, the framework's own schedulers for it if they have the same
/// values, and otherwise a formula or a table.
struct ExportSource {
  let curve: Curve
  let target: ExportTarget
  /// What the comment at the top says is exported.
  let notation: String
  /// The largest rate in size, or 1 if all are zero: what rates are given as shares of.
  let base: Double
  /// The framework's own schedulers, in a row.
  let parts: [NativePart]?
  /// The closed form, if it keeps its digits in the framework.
  let formula: Formula?

  init(_ curve: Curve, to target: ExportTarget, notation: String? = nil) throws {
    self.curve = curve
    self.target = target
    self.notation = notation ?? curve.schedule.description
    let samples = Self.samples(of: curve)
    let largest = samples.lazy.map { curve.value(at: $0).magnitude }.max() ?? 0
    let size = largest == 0 ? 1 : largest
    base = size
    parts = NativePart.parts(of: curve).flatMap { parts in
      Self.isExpressible(parts, in: target, base: size, curve: curve) ? parts : nil
    }
    formula = curve.formula.flatMap { formula in
      let error =
        target.isSinglePrecision
        ? Self.deviation(of: formula, from: curve, at: samples, in: Float.self)
        : Self.deviation(of: formula, from: curve, at: samples, in: Double.self)
      return error <= (target.isSinglePrecision ? 7e-7 : 1e-9) * size ? formula : nil
    }
    guard parts == nil, formula == nil, curve.steps > ScheduleExport.longestTable else { return }
    throw ExchangeError(
      "steps must be at most \(ScheduleExport.longestTable) where a schedule can only be exported "
        + "as a table", received: String(curve.steps))
  }

  var route: ExportRoute { parts != nil ? .native : isTable ? .table : .formula }

  /// Whether a function of the step lists its values.
  var isTable: Bool {
    guard let formula else { return true }
    return formula.allParts.contains {
      if case .pick = $0.node { true } else { false }
    }
  }

  /// What a table is instead of.
  var reason: String {
    curve.formula == nil
      ? "The rates are listed, since they have no closed form."
      : "The rates are listed, since the closed form would lose its digits in 32 bits."
  }

  private static func isExpressible(
    _ parts: [NativePart], in target: ExportTarget, base: Double, curve: Curve
  ) -> Bool {
    switch target {
    case .pytorch: TorchNative(parts, base: base, steps: curve.steps) != nil
    case .transformers: TransformersNative(parts, base: base, steps: curve.steps) != nil
    case .keras: KerasNative(parts, steps: curve.steps) != nil
    case .optax: OptaxNative(parts, steps: curve.steps) != nil
    default: false
    }
  }

  /// Every step, or as many evenly over a longer run.
  private static func samples(of curve: Curve) -> [Int] {
    let count = min(curve.steps, 1 << 20)
    guard count < curve.steps else { return Array(0..<count) }
    let distance = Double(curve.steps - 1) / Double(count - 1)
    return (0..<count).map { Int((Double($0) * distance).rounded()) }
  }

  private static func deviation<Number: BinaryFloatingPoint>(
    of formula: Formula, from curve: Curve, at steps: [Int], in _: Number.Type
  ) -> Double where Number: Real {
    let program = FormulaProgram<Number>(formula)
    var worst = 0.0
    for step in steps {
      let error = (Double(program.value(at: Number(step))) - curve.value(at: step)).magnitude
      guard error.isFinite else { return .infinity }
      worst = max(worst, error)
    }
    return worst
  }
}
