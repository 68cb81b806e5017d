package import Notation

extension Optimizer {
  /// Shampoo: the gradient of a matrix, multiplied from both sides by inverse roots of sums of its
  /// products with itself.
  ///
  /// ```
  /// g ← g + λ·p
  /// L ← L + g·gᵀ        R ← R + gᵀ·g
  /// u ← (L + ε·1)^(−1/4) · g · (R + ε·1)^(−1/4)
  /// v ← μ·v + u
  /// p ← p − η·v
  /// ```
  ///
  /// where η is the learning rate, μ `momentum` and λ `weightDecay`, an L2 penalty. A vector has
  /// one side: u = (L + ε·1)^(−1/2)·g. A side longer than `largest` has no factor. If one side is
  /// left, its power is −1/2; if none is left, u is AdaGrad's g/√(s + ε), where s is the sum of g².
  /// With a `decay` the sums are running means with bias correction, computed with the decay of
  /// this step. The first u has singular values of about 1; with sums, the steps then fall as 1/√t.
  ///
  /// Roots are computed at each step up to step `every`, and then at its multiples. A root costs
  /// about ten products of matrices of its size.
  ///
  /// Source: Gupta, Koren & Singer, *Shampoo*, 2018, algorithms 1 and 2
  /// (<https://arxiv.org/abs/1802.09568>), whose ε·1 is the first L and R: with sums the same.
  /// Momentum is a mean of the steps u; some implementations instead add the last step to the
  /// gradient. More than two dimensions count as first × all others.
  ///
  /// - Parameters:
  ///   - momentum: μ, in 0 ..< 1.
  ///   - decay: The share of the means L and R that is kept at each step, in 0 ..< 1; nil for sums.
  ///   - epsilon: ε, positive.
  ///   - every: The number of steps between two computations of the roots, at least 1.
  ///   - largest: The longest side with a preconditioner, at least 1.
  ///   - weightDecay: λ, at least 0.
  /// - Precondition: every number is in its range.
  public static func shampoo(
    momentum: Double = 0.9, decay: Double? = nil, epsilon: Double = 1e-6, every: Int = 1,
    largest: Int = 1024, weightDecay: Double = 0
  ) -> Optimizer {
    var rule = Shampoo()
    (rule.momentum, rule.decay, rule.epsilon) = (momentum, decay, epsilon)
    (rule.every, rule.largest, rule.weightDecay) = (every, largest, weightDecay)
    return Optimizer(rule)
  }
}

/// The rule of `shampoo`.
package struct Shampoo: NamedRule {
  package var momentum = 0.9
  package var decay: Double?
  package var epsilon = 1e-6
  package var every = 1
  package var largest = 1024
  package var weightDecay = 0.0

  /// The paper's rule with momentum.
  package init() {}

  static let square = StateKey(0, "square")

  /// The last slot, behind a product and a root for each side.
  private func velocity(beside sides: MatrixSides) -> StateKey {
    StateKey(max(1, sides.sides.count * 2), "velocity")
  }

  /// Parameter by parameter.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let sides = step.parameters.map {
      MatrixSides($0.shape, largest: largest, vectors: true)
    }
    let capacity = sides.map { $0.capacity(whole: 3, squares: 3) }.max() ?? 0
    try step.withWorkspace(of: capacity) { workspace in
      for (index, sides) in sides.enumerated() where sides.rows * sides.columns > 0 {
        workspace.clear()
        try setting(step.group(of: index).hyperparameters).move(
          index, sides, in: step, &workspace)
      }
    }
  }

  private func move<Scalar: OptimizerScalar>(
    _ index: Int, _ sides: MatrixSides, in step: Step<Scalar>,
    _ workspace: inout Workspace<Scalar>
  ) throws {
    let parameter = step.parameters[index]
    let gradient = workspace.matrix(sides.rows, sides.columns)
    let (scale, decaying) = (Scalar(step.gradientScale), Scalar(weightDecay))
    for element in parameter.values.indices {
      gradient.elements[element] =
        scale * parameter.gradient[element] + decaying * parameter.values[element]
    }
    let update = try preconditioned(gradient, index, sides, in: step, &workspace).elements
    let rate = Scalar(step.group(of: index).learningRate)
    guard momentum > 0 else {
      for element in update.indices { parameter.values[element] -= rate * update[element] }
      return
    }
    let (kept, velocity) = (Scalar(momentum), step.slot(velocity(beside: sides), of: index))
    for element in update.indices {
      velocity[element] = kept * velocity[element] + update[element]
      parameter.values[element] -= rate * velocity[element]
    }
  }

  /// u.
  private func preconditioned<Scalar: OptimizerScalar>(
    _ gradient: Matrix<Scalar>, _ index: Int, _ sides: MatrixSides, in step: Step<Scalar>,
    _ workspace: inout Workspace<Scalar>
  ) throws -> Matrix<Scalar> {
    let (algebra, count) = (step.backend.algebra, step.count)
    let (kept, taken) = (decay ?? 1, decay.map { 1 - $0 } ?? 1)
    let correction = decay.map { 1 / (1 - power($0, count)) } ?? 1
    var (update, other) = (gradient, workspace.matrix(sides.rows, sides.columns))
    guard !sides.sides.isEmpty else {
      let squares = step.slot(Self.square, of: index)
      for (element, g) in gradient.elements.enumerated() {
        squares[element] = Scalar(kept) * squares[element] + Scalar(taken) * g * g
        let mean = Scalar(correction) * squares[element] + Scalar(epsilon)
        other.elements[element] = g / mean.squareRoot()
      }
      return other
    }
    let third = workspace.matrix(sides.rows, sides.columns)
    for (number, side) in sides.sides.enumerated() {
      let size = sides.size(of: side)
      let product = Matrix(step.slot(at: 2 * number, of: index), rows: size, columns: size)
      let root = Matrix(step.slot(at: 2 * number + 1, of: index), rows: size, columns: size)
      try algebra.addProduct(of: gradient, from: side, to: product, alpha: taken, beta: kept)
      if count <= every || count % every == 0 {
        var rest = workspace
        try algebra.inverseRoot(
          of: product, times: correction, plus: epsilon, isFourth: sides.sides.count == 2,
          into: root, &rest)
      }
      try algebra.multiply(update, by: root, from: side, into: other)
      (update, other) = (other, third)
    }
    return update
  }
}

extension LinearAlgebra {
  /// `root ← (α·symmetric + β·1)^(−1/2)`, or to the power −1/4.
  ///
  /// Eigenvalues below the rounding error of the largest are set to that error, since they and
  /// their vectors are rounding errors.
  fileprivate func inverseRoot<Scalar: OptimizerScalar>(
    of symmetric: Matrix<Scalar>, times alpha: Double, plus beta: Double, isFourth: Bool,
    into root: Matrix<Scalar>, _ workspace: inout Workspace<Scalar>
  ) throws {
    let size = symmetric.rows
    let (vectors, scaled) = (workspace.matrix(size, size), workspace.matrix(size, size))
    let values = workspace.matrix(1, size).elements
    try eigenvectors(of: symmetric, values: values, into: vectors)
    let least = max(0, Double(values[size - 1])) * Double(Scalar.ulpOfOne)
    for column in 0..<size {
      let root = (alpha * max(least, Double(values[column])) + beta).squareRoot()
      values[column] = Scalar(1 / (isFourth ? root.squareRoot() : root))
    }
    for row in 0..<size {
      for column in 0..<size {
        let element = row * size + column
        scaled.elements[element] = vectors.elements[element] * values[column]
      }
    }
    try multiply(
      scaled, transposed: false, vectors, transposed: true, into: root, alpha: 1, beta: 0)
  }
}

extension Shampoo {
  /// `shampoo`.
  package static let word = NotationWord(
    "shampoo", summary: "gradients times inverse roots of their products, both sides",
    formula: """
      L ← L + G·Gᵀ,  R ← R + Gᵀ·G
      p ← p − η·L^(−¼)·G·R^(−¼)
      """,
    purpose: "few, long steps with curvature between the elements of a matrix",
    source: "Gupta, Koren & Singer 2018")
  /// 0.03 at momentum 0.9, and the same pull 0.3 on the parameters at others.
  package var typicalRate: Double { 0.3 * (1 - momentum) }
  /// L, R and their roots, or s; and v when there is momentum.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    let sides = MatrixSides(parameter, largest: largest, vectors: true)
    return (sides.sides.isEmpty ? [Slot(Self.square)] : sides.slots("Product", "Root"))
      + (momentum > 0 ? [Slot(velocity(beside: sides))] : [])
  }
  /// Momentum and decay can be scheduled where there is one.
  package static var hyperparameters: NotationParameters<Shampoo> {
    [
      .share("momentum", \.momentum) { $0.momentum > 0 },
      .numberOrNone("decay", \.decay, .share, otherwise: "a sum"), .positive("epsilon", \.epsilon),
      .whole("every", \.every, atLeast: 1),
      .whole("largest", \.largest, atLeast: 1), .notNegative("weightDecay", \.weightDecay),
    ]
  }
}
