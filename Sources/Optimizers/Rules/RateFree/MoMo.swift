package import Notation

extension Optimizer {
  /// MoMo: SGD with momentum whose steps end where a linear model of the loss reaches a lower
  /// bound.
  ///
  /// ```
  /// f ← β·f + (1 − β)·loss,  d ← β·d + (1 − β)·g,  c ← β·c + (1 − β)·⟨g, p⟩
  /// τ = min(η/ρ, max(0, (1 + η·λ)·(f − ρ·f* − c) + ⟨d, p⟩)/‖d‖²)
  /// p ← (p − τ·d)/(1 + η·λ)
  /// ```
  ///
  /// where η is the learning rate, here a limit on the step that is best chosen large, f*
  /// `lowerBound` and λ `weightDecay`. The means begin at the first step's values (ρ = 1), or with
  /// `biasCorrection` at 0 (ρ = 1 − βᵗ). A step needs the loss that its gradients are of. f, c and
  /// the products are of all parameters together. If d is 0, only the decay changes the parameters.
  ///
  /// Groups: with η the largest rate, a group's step is the factor γ = η_group/η of the others',
  /// and each group decays with its own rate. τ is then the point where the same model reaches its
  /// bound: the groups' parts of ⟨d, p⟩ and of γ·‖d‖² are multiplied by (1 + η·λ)/(1 +
  /// η_group·λ_group). A frozen group (rate 0) does not change and does not count in distances and
  /// norms. The authors' package computes τ for each group from the unweighted sums, with a
  /// warning.
  ///
  /// Source: Schaipp, Ohana, Eickenberg, Defazio & Gower, *MoMo*, 2024, algorithm 1
  /// (<https://arxiv.org/abs/2305.07583>), as in the package `momo-opt` with a known bound
  /// (`use_fstar=False`).
  ///
  /// - Parameters:
  ///   - beta: β, in 0 ..< 1.
  ///   - lowerBound: f*, a lower bound of the loss; 0 for most losses.
  ///   - weightDecay: λ, at least 0.
  ///   - biasCorrection: Whether the means begin at 0 and are corrected for it.
  /// - Precondition: every number is in its range.
  public static func momo(
    beta: Double = 0.9, lowerBound: Double = 0, weightDecay: Double = 0,
    biasCorrection: Bool = false
  ) -> Optimizer {
    var rule = MoMo()
    (rule.beta, rule.lowerBound) = (beta, lowerBound)
    (rule.weightDecay, rule.biasCorrection) = (weightDecay, biasCorrection)
    return Optimizer(rule)
  }
}

/// The rule of `momo`.
package struct MoMo: NamedRule {
  package var beta = 0.9
  package var lowerBound = 0.0
  package var weightDecay = 0.0
  package var biasCorrection = false

  /// The authors' constants.
  package init() {}

  /// One pass that measures, and one for the step.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    guard let moving = MovingGroups(step), let loss = step.loss else { return }
    let rules = step.groups.map { setting($0.hyperparameters) }
    let shared = rules[moving.leading]
    let count = moving.counted(in: PolyakModel<Scalar>.moves)
    let isFirst = count == 1 && !biasCorrection
    let betas = rules.map { isFirst ? 0 : $0.beta }
    let sums = moving.step.apply(
      MoMoMean.self, slots: [MoMoMean.mean], group: betas.map { MoMoMean.Coefficients(beta: $0) })
    let model = PolyakModel(
      moving, decays: rules.map(\.weightDecay), beta: isFirst ? 0 : shared.beta,
      correction: biasCorrection ? 1 - power(shared.beta, count) : 1)
    let size = model.size(loss: loss, lowerBound: shared.lowerBound, sums)
    step.report(effectiveRate: size)
    let moves = rules.indices.map { group in
      MoMoStep.Coefficients(
        rate: size * moving.fractions[group], stretch: model.stretches[group])
    }
    moving.step.apply(MoMoStep.self, slots: [MoMoMean.mean], group: moves)
  }
}

extension MoMo {
  /// `momo`.
  package static let word = NotationWord(
    "momo", summary: "momentum whose steps stop at a lower bound of the loss",
    formula: """
      m ← β·m + (1 − β)·g, and a mean model of the loss f
      p ← p − min(η, (f̄ − f* + …)₊/‖m‖²)·m
      """,
    purpose: "a rate that is given too high is cut down by the loss itself",
    source: "Schaipp et al. 2024; momo-opt")
  /// 1, as a limit.
  package var typicalRate: Double { 1 }
  /// Yes, below its limit.
  package var findsRate: Bool { true }
  /// Yes.
  package var needsLoss: Bool { true }
  /// d.
  package func slots(of parameter: ParameterShape) -> [Slot] { [Slot(MoMoMean.mean)] }
  /// f and c.
  package var numbers: [StateNumber] { PolyakModel<Double>.numbers }
  /// A bias correction uses the β of its step.
  package static var hyperparameters: NotationParameters<MoMo> {
    [
      .share("beta", \.beta), .number("lowerBound", \.lowerBound, .finite),
      .notNegative("weightDecay", \.weightDecay), .flag("biasCorrection", \.biasCorrection),
    ]
  }
}

/// MoMo's first pass: the mean takes the gradient; ⟨g, p⟩, ⟨d, p⟩ and ‖d‖² are summed.
@usableFromInline package enum MoMoMean: FusedPass {
  @inlinable package static var mean: StateKey { StateKey(0, "mean") }
  @inlinable package static var gradientProduct: SumKey { SumKey(0) }
  @inlinable package static var meanProduct: SumKey { SumKey(1) }
  @inlinable package static var meanSquares: SumKey { SumKey(2) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var beta: Double
  }

  @inlinable package static var writes: PassWrites { .slot(mean) }
  @inlinable package static var sums: Bool { true }

  /// See ``MoMo``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    memory[mean] = step.beta * memory[mean] + (1 - step.beta) * gradient
    sums[gradientProduct] = sums[gradientProduct] + gradient * parameter
    sums[meanProduct] = sums[meanProduct] + memory[mean] * parameter
    sums[meanSquares] = sums[meanSquares] + memory[mean] * memory[mean]
  }
}

/// MoMo's second pass: the step.
@usableFromInline package enum MoMoStep: FusedPass {
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }
  @inlinable package static var readsGradient: Bool { false }

  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var rate, stretch: Double
  }

  @inlinable package static var writes: PassWrites { .parameter }

  /// See ``MoMo``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    parameter = (parameter - step.rate * memory[MoMoMean.mean]) / L(repeating: step.stretch)
  }
}
