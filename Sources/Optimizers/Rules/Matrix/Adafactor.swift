package import Notation
internal import RealModule

extension Optimizer {
  /// Adafactor: steps scaled by mean squares, of which a matrix keeps only one per row and one per
  /// column.
  ///
  /// ```
  /// β  ← 1 − t^(−decay)
  /// Rᵢ ← β·Rᵢ + (1 − β)·mean over j of gᵢⱼ²
  /// Cⱼ ← β·Cⱼ + (1 − β)·mean over i of gᵢⱼ²
  /// v  ← Rᵢ·Cⱼ / max(mean(R), ε)           of a vector: v ← β·v + (1 − β)·g²
  /// u  ← g/√max(v, ε²)
  /// α  ← max(floor, RMS(p)) · min(η, 1/√t)
  /// p  ← (1 − η·λ)·p − α·u / max(1, RMS(u)/clip)
  /// ```
  ///
  /// where η is the learning rate, t the count of this step from 1, λ `weightDecay`, RMS(x) =
  /// ‖x‖/√n, and RMS(p) that of the parameter before the step. η is a share of the parameter's
  /// size: with 0.01, elements change by a hundredth of their root mean square. With `relative`
  /// false, α is η. For an n × m matrix the rule remembers n + m numbers.
  ///
  /// Source: Shazeer & Stern, *Adafactor*, 2018, algorithms 4 and 5
  /// (<https://arxiv.org/abs/1804.04235>), without momentum, and with ε where PyTorch's
  /// `torch.optim.Adafactor` has it: under the root, where the paper adds it to g².
  ///
  /// - Parameters:
  ///   - decay: The exponent with which β rises to 1; at least 0.
  ///   - clip: The largest root mean square of u, positive.
  ///   - epsilon: ε, positive; nil for the distance from 1 to the next number of the parameters'
  ///     precision.
  ///   - floor: The least value of RMS(p), so that a parameter can leave 0; at least 0.
  ///   - relative: Whether η is relative to RMS(p), and limited to 1/√t.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func adafactor(
    decay: Double = 0.8, clip: Double = 1, epsilon: Double? = nil, floor: Double = 1e-3,
    relative: Bool = true, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Adafactor()
    (rule.decay, rule.clip, rule.epsilon) = (decay, clip, epsilon)
    (rule.floor, rule.relative, rule.weightDecay) = (floor, relative, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `adafactor`.
package struct Adafactor: NamedRule {
  package var decay = 0.8
  package var clip = 1.0
  package var epsilon: Double?
  package var floor = 1e-3
  package var relative = true
  package var weightDecay = 0.0

  /// The paper's constants.
  package init() {}

  static let rowSquare = StateKey(0, "rowSquare")
  static let columnSquare = StateKey(1, "columnSquare")

  /// Matrices and vectors apart.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let indices = step.parameters.indices
    let matrices = indices.filter { step.parameters[$0].shape.matrix != nil }
    let vectors = indices.filter { step.parameters[$0].shape.matrix == nil }
    if !vectors.isEmpty { moveVectors(step.restricted(to: vectors, firstNumber: 0)) }
    if !matrices.isEmpty { moveMatrices(step.restricted(to: matrices, firstNumber: 0)) }
  }

  /// 1 − β.
  func taken<Scalar: OptimizerScalar>(at step: Step<Scalar>) -> Double {
    .pow(Double(step.count), -decay)
  }

  /// ε in the precision of the parameters.
  func epsilon<Scalar: OptimizerScalar>(in _: Scalar.Type) -> Double {
    epsilon ?? Double(Scalar.ulpOfOne)
  }

  /// ε², which must not vanish in the precision of the parameters.
  func least<Scalar: OptimizerScalar>(in _: Scalar.Type) -> Double {
    let epsilon = epsilon(in: Scalar.self)
    return max(epsilon * epsilon, Double(Scalar.leastNormalMagnitude))
  }

  /// The step of one parameter: the factors on u and on p.
  func move<Scalar: OptimizerScalar>(
    of parameter: Int, in step: Step<Scalar>, parameterSquares: Double, updateSquares: Double
  ) -> (rate: Double, kept: Double) {
    let count = Double(max(1, step.parameters[parameter].values.count))
    let rate = step.group(of: parameter).learningRate
    let size =
      relative
      ? max(floor, (parameterSquares / count).squareRoot())
        * min(rate, 1 / Double(step.count).squareRoot()) : rate
    let excess = max(1, (updateSquares / count).squareRoot() / clip)
    return (size / excess, 1 - rate * weightDecay)
  }
}

extension Adafactor {
  /// `adafactor`.
  package static let word = NotationWord(
    "adafactor", summary: "steps scaled by mean squares of rows and columns alone",
    formula: """
      v ≈ r·cᵀ/mean(r): one number per row and column
      p ← p − η·g/√v, its size limited
      """,
    purpose: "models whose moments do not fit in memory", source: "Shazeer & Stern 2018; PyTorch")
  /// 0.01 of each parameter's size; 0.003 where the rate is not relative.
  package var typicalRate: Double { relative ? 1e-2 : 3e-3 }
  /// Normalized, unless steps are relative to the parameter.
  package func gradientDependence(
    of parameter: ParameterShape
  ) -> GradientDependence? { relative ? nil : .normalized }
  /// R and C of a matrix; v of a vector.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    guard let (rows, columns) = parameter.matrix else {
      return [Slot(AdafactorVectorSquares.square)]
    }
    return [Slot(Self.rowSquare, sizes: [rows]), Slot(Self.columnSquare, sizes: [columns])]
  }
  /// λ.
  package func decoupledDecay(of parameter: ParameterShape) -> Double { weightDecay }
  /// β follows the count of steps.
  package static var hyperparameters: NotationParameters<Adafactor> {
    [
      .notNegative("decay", \.decay), .positive("clip", \.clip),
      .numberOrNone("epsilon", \.epsilon, .positiveFinite, otherwise: "the precision"),
      .notNegative("floor", \.floor), .flag("relative", \.relative),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
