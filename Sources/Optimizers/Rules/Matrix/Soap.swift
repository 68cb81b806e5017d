package import Notation

extension Optimizer {
  /// SOAP: Adam in the eigenvectors' basis of Shampoo's products.
  ///
  /// ```
  /// m ← β₁·m + (1 − β₁)·g
  /// v ← β₂·v + (1 − β₂)·(Aᵀ·g·B)²
  /// n ← A · (Aᵀ·m·B / (√v + ε)) · Bᵀ
  /// p ← (1 − η·λ) · (p − η·√(1 − β₂ˢ)/(1 − β₁ˢ) · n)
  /// L ← β₂·L + (1 − β₂)·g·gᵀ        R ← β₂·R + (1 − β₂)·gᵀ·g
  /// ```
  ///
  /// where η is the learning rate, λ `weightDecay`, A and B the eigenvectors of L and R, and s the
  /// count of steps before this one. The first step only initializes L, R, A and B, and changes no
  /// parameter. After each `every`-th step, A becomes the orthogonal factor of L·A, and B that of
  /// R·B, in the order of falling eigenvalues. A side longer than `largest` has no basis of its
  /// own. A parameter of fewer than two dimensions takes Adam's steps.
  ///
  /// Source: Vyas et al., *SOAP: Improving and Stabilizing Shampoo using Adam*, 2024, algorithm 3
  /// (<https://arxiv.org/abs/2409.11321>), as in the authors' code: ε beside a root that is not
  /// corrected, the decay after the step, and m kept in the parameter's own axes. More than two
  /// dimensions count as first × all others.
  ///
  /// - Parameters:
  ///   - beta1: β₁, in 0 ..< 1.
  ///   - beta2: β₂, in 0 ..< 1, of v, L and R.
  ///   - epsilon: ε, positive: with 0, a gradient that was always 0 would make its parameter NaN.
  ///   - every: The number of steps between two updates of the basis, at least 1.
  ///   - largest: The longest side that has a basis, at least 1.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func soap(
    beta1: Double = 0.95, beta2: Double = 0.95, epsilon: Double = 1e-8, every: Int = 10,
    largest: Int = 10000, weightDecay: Double = 0.01
  ) -> Optimizer {
    var rule = Soap()
    (rule.beta1, rule.beta2, rule.epsilon) = (beta1, beta2, epsilon)
    (rule.every, rule.largest, rule.weightDecay) = (every, largest, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `soap`.
package struct Soap: NamedRule {
  package var beta1 = 0.95
  package var beta2 = 0.95
  package var epsilon = 1e-8
  package var every = 10
  package var largest = 10000
  package var weightDecay = 0.01

  /// The authors' constants.
  package init() {}

  static let mean = StateKey(0, "mean")
  static let square = StateKey(1, "square")

  /// Parameter by parameter.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let sides = step.parameters.map { self.sides(of: $0.shape) }
    let capacity = sides.map { $0.capacity(whole: 4, squares: 3) }.max() ?? 0
    try step.withWorkspace(of: capacity) { workspace in
      for (index, sides) in sides.enumerated() where sides.rows * sides.columns > 0 {
        workspace.clear()
        let rule = setting(step.group(of: index).hyperparameters)
        let parameter = SoapParameter(step, index, sides, &workspace)
        if step.count == 1 {
          try rule.begin(parameter, workspace)
        } else {
          try rule.move(parameter, &workspace)
          try rule.turn(parameter, workspace)
        }
      }
    }
  }

  func sides(of shape: ParameterShape) -> MatrixSides {
    MatrixSides(shape, largest: largest, vectors: false)
  }
}

extension Soap {
  /// `soap`.
  package static let word = NotationWord(
    "soap", summary: "Adam in the basis of Shampoo's eigenvectors",
    formula: """
      Adam in the eigenbasis of Shampoo's L and R
      the basis is brought up to date every few steps
      """,
    purpose: "fewer steps than adamw at twice to three times its memory",
    source: "Vyas et al. 2024")
  /// 0.003, as Adam.
  package var typicalRate: Double { 3e-3 }
  /// m and v, and the products and eigenvectors of each side.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    [Slot(Self.mean), Slot(Self.square)] + sides(of: parameter).slots("Product", "Basis")
  }
  /// λ.
  package func decoupledDecay(of parameter: ParameterShape) -> Double { weightDecay }
  /// A bias correction uses the β of its step.
  package static var hyperparameters: NotationParameters<Soap> {
    [
      .share("beta1", \.beta1), .share("beta2", \.beta2), .positive("epsilon", \.epsilon),
      .whole("every", \.every, atLeast: 1), .whole("largest", \.largest, atLeast: 1),
      .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
