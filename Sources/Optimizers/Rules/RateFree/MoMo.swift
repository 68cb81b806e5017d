extension Optimizer {
  /// SGD with momentum whose steps stop at a lower bound of the loss; see ``MoMo``.
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

/// MoMo: SGD with momentum that goes no further than to where a model of the loss meets its bound.
///
/// ```
/// f ← β·f + (1 − β)·loss,  d ← β·d + (1 − β)·g,  c ← β·c + (1 − β)·⟨g, p⟩
/// τ = min(η/ρ, max(0, (1 + η·λ)·(f − ρ·f* − c) + ⟨d, p⟩)/‖d‖²)
/// p ← (p − τ·d)/(1 + η·λ)
/// ```
///
/// where η is the learning rate, here the largest step and best chosen large, f* ``lowerBound`` and λ
/// ``weightDecay``. The means begin at the first step's values (ρ = 1), or with ``biasCorrection`` at 0
/// (ρ = 1 − βᵗ). A step must be told the loss that its gradients belong to. f, c and the products are of
/// all parameters together. Where d is 0 nothing but the decay moves.
///
/// Groups: with η the largest rate, a group's step is the factor γ = η_group/η of the others', and
/// each group decays with its own rate. τ is then the point where the same model meets its bound:
/// the groups' parts of ⟨d, p⟩ and, times γ, of ‖d‖² count (1 + η·λ)/(1 + η_group·λ_group) times. A
/// frozen group (rate 0) neither moves nor is measured. The authors' package works out τ for each
/// group from the unweighted sums, and warns.
///
/// Source: Schaipp, Ohana, Eickenberg, Defazio & Gower, *MoMo*, 2024, algorithm 1
/// (<https://arxiv.org/abs/2305.07583>), as the package `momo-opt` has it. Their estimate of the bound
/// from the losses seen is not here.
public struct MoMo: NamedRule {
  /// β, in 0 ..< 1.
  public var beta = 0.9
  /// f*, below which the loss never is; 0 for most losses.
  public var lowerBound = 0.0
  /// λ, at least 0.
  public var weightDecay = 0.0
  /// Whether the means begin at 0 and are corrected for it.
  public var biasCorrection = false

  /// The authors' constants.
  public init() {}

  /// One sweep that measures, and one that moves.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    guard let moving = MovingGroups(step), let loss = step.loss else { return }
    let rules = step.groups.map { setting($0.hyperparameters) }
    let shared = rules[moving.leading]
    let count = moving.counted(in: 2)
    let isFirst = count == 1 && !biasCorrection
    let betas = rules.map { isFirst ? 0 : $0.beta }
    let sums = moving.step.sweep(
      MoMoMean.self, slots: 0..<1, group: betas.map(MoMoMean.Coefficients.init))
    let model = PolyakModel(
      moving, decays: rules.map(\.weightDecay), beta: isFirst ? 0 : shared.beta,
      correction: biasCorrection ? 1 - power(shared.beta, count) : 1)
    let size = model.size(loss: loss, lowerBound: shared.lowerBound, sums)
    step.report(usedRate: size)
    let moves = rules.indices.map { group in
      MoMoMove.Coefficients(
        rate: size * moving.shares[group], stretch: model.stretches[group])
    }
    moving.step.sweep(MoMoMove.self, slots: 0..<1, group: moves)
  }
}

extension MoMo {
  /// `momo`.
  public static var word: String { "momo" }
  /// One sentence for lists.
  public static var summary: String { "momentum whose steps stop at a lower bound of the loss" }
  /// The rule in short, for lists.
  public static var formula: String {
    """
    m ← β·m + (1 − β)·g, and a mean model of the loss f
    p ← p − min(η, (f̄ − f* + …)₊/‖m‖²)·m
    """
  }
  /// What it is for.
  public static var purpose: String {
    "a rate that is given too high is cut down by the loss itself"
  }
  /// Where it comes from.
  public static var source: String { "Schaipp et al. 2024; momo-opt" }
  /// 1, as a limit.
  public var typicalRate: Double { 1 }
  /// Yes, below its limit.
  public var findsRate: Bool { true }
  /// Yes.
  public var needsLoss: Bool { true }
  /// d.
  public func slots(of parameter: ParameterShape) -> [Slot] { [Slot("mean")] }
  /// f and c.
  public var numbers: [StateNumber] { PolyakModel<Double>.numbers }
  /// A bias correction uses the β of its step.
  public static var hyperparameters: [RuleHyperparameter<MoMo>] {
    [
      .share("beta", \.beta), .number("lowerBound", \.lowerBound, fault: OptimizerError.finite),
      .notNegative("weightDecay", \.weightDecay), .flag("biasCorrection", \.biasCorrection),
    ]
  }
}

/// MoMo's first sweep: the mean takes the gradient; ⟨g, p⟩, ⟨d, p⟩ and ‖d‖² are summed.
public enum MoMoMean: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...1 }

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline let beta: Double

    init(_ beta: Double) { self.beta = beta }
  }

  /// The memory only.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .first }
  /// ⟨g, p⟩, ⟨d, p⟩ and ‖d‖².
  @inlinable @inline(__always)
  public static var sums: Bool { true }

  /// See ``MoMo``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    memory.first = step.beta * memory.first + (1 - step.beta) * gradient
    sums.first = sums.first + gradient * parameter
    sums.second = sums.second + memory.first * parameter
    sums.third = sums.third + memory.first * memory.first
  }
}

/// MoMo's second sweep: the step.
public enum MoMoMove: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...1 }

  /// No.
  @inlinable @inline(__always)
  public static var readsGradient: Bool { false }

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline let rate, stretch: Double

    init(rate: Double, stretch: Double) { (self.rate, self.stretch) = (rate, stretch) }
  }

  /// The parameters only.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .parameter }

  /// See ``MoMo``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    parameter = (parameter - step.rate * memory.first) / L(repeating: step.stretch)
  }
}
