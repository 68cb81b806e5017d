package import Notation

extension Optimizer {
  /// Hypergradient descent: the learning rate itself goes down along the gradient of the loss.
  ///
  /// ```
  /// α ← α + κ·⟨g, u⟩                         α begins at 0, and the rate is η + α
  /// α ← α·(1 + κ·⟨g, u⟩/(‖g‖·‖u‖))           multiplicative; α begins at 1, and the rate is η·α
  /// p ← base(p, g) with that rate,  u ← (p before − p)/rate
  /// ```
  ///
  /// where g is this step's gradient, u the direction of the step before, η the learning rate of
  /// the plan, and κ `rate`. −⟨g, u⟩ is the derivative of the loss by the rate of the step before:
  /// the rate rises while steps keep going down, and falls when they turn back. κ has the unit of
  /// η²/loss and must be tuned; with `multiplicative` it has no unit, and 0.02 is a good first
  /// value. The first step does not change α, nor does a step with gradients that are 0 or not
  /// finite.
  ///
  /// The learned rate is at least a thousandth of η, since from 0 it could not rise again. Without
  /// `multiplicative`, α is added to the η of a schedule: if η falls to 0, the rate ends at α. A
  /// step with η = 0 changes nothing.
  ///
  /// Groups: with η the largest rate, a group's is (η + α)·η_group/η. A frozen group (rate 0) does
  /// not change and does not count in distances and norms.
  ///
  /// Source: Baydin et al., *Online Learning Rate Adaptation with Hypergradient Descent*, 2018,
  /// algorithms 4 and 5, and eq. 9 (<https://arxiv.org/abs/1703.04782>). The authors' code has no
  /// least rate, includes an L2 penalty in the g of the product, and in `AdamHD` changes the rate
  /// between one tensor and the next.
  ///
  /// - Parameters:
  ///   - rate: κ, at least 0 and, if multiplicative, below 1; with 0 the rate does not change.
  ///   - multiplicative: Whether the rate is multiplied, instead of added to.
  /// - Precondition: every number is in its range.
  public func hypergradient(rate: Double = 1e-6, multiplicative: Bool = false) -> Optimizer {
    var rule = Hypergradient(self)
    (rule.rate, rule.multiplicative) = (rate, multiplicative)
    return Optimizer(rule)
  }
}

/// The rule of `hypergradient`.
package struct Hypergradient: RuleModifier {
  /// The optimizer whose rate is learned.
  package var inner: Optimizer
  package var rate = 1e-6
  package var multiplicative = false

  /// With the constant of the authors' `SGDHD`.
  package init(_ inner: Optimizer) { self.inner = inner }

  static let learned = StateKey(0, "learned")

  /// The least rate that is learned, relative to the one given.
  private static let least = 1e-3

  /// A pass for the sums, the base's step with the learned rate, and a pass that stores its
  /// direction.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let own = step.beyond(inner)
    guard let moving = MovingGroups(own) else { return try runBase(step) }
    let sums = moving.step.apply(
      HypergradientMeasure.self, slots: [HypergradientMeasure.direction],
      group: step.groups.map { _ in 0 })
    let learned = learn(own, given: moving.rate, sums)
    var scaled = step
    for index in step.groups.indices {
      scaled.groups[index].learningRate = learned * moving.fractions[index]
    }
    try step.withCopies { before in
      try runBase(scaled)
      step.report(effectiveRate: step.state.effectiveRate ?? learned)
      own.apply(
        HypergradientDirection.self, slots: [HypergradientMeasure.direction], beside: before
      ) { _ in 1 / learned }
    }
  }

  /// Updates α, and returns the learned rate.
  private func learn<Scalar: OptimizerScalar>(
    _ own: Step<Scalar>, given: Double, _ sums: [Sums<Double>]
  ) -> Double {
    let all = sums.reduce(into: Sums<Double>.zero) { $0 += $1 }
    let old = own[Self.learned]
    guard multiplicative else {
      let new = old + rate * all[HypergradientMeasure.product]
      // Limited, so that the rate rises as soon as the products are positive again.
      own[Self.learned] = max(new.isFinite ? new : old, (Self.least - 1) * given)
      return given + own[Self.learned]
    }
    let size =
      (all[HypergradientMeasure.gradientSquares] * all[HypergradientMeasure.directionSquares])
      .squareRoot()
    let factor = 1 + rate * all[HypergradientMeasure.product] / size
    if size > 0, size.isFinite, factor.isFinite {
      own[Self.learned] = max(old * factor, Self.least)
    }
    return given * own[Self.learned]
  }
}

extension Hypergradient {
  /// `hypergradient`.
  package static let word = NotationWord(
    "hypergradient", summary: "lets the rate follow its own gradient",
    formula: "η ← η + κ·⟨g, step before⟩",
    purpose: "a rate that follows the run; κ has to be chosen", source: "Baydin et al. 2018")
  /// u.
  package func ownSlots(of parameter: ParameterShape) -> [Slot] {
    [Slot(HypergradientMeasure.direction, isExact: true)]
  }
  /// α.
  package var ownNumbers: [StateNumber] {
    [StateNumber(Self.learned, initial: multiplicative ? 1 : 0)]
  }
  /// κ is not scheduled: that would be a schedule of a schedule.
  package static var hyperparameters: NotationParameters<Hypergradient> {
    [.notNegative("rate", \.rate) { _ in false }, .flag("multiplicative", \.multiplicative)]
  }
  /// A factor that may be 0 would end all learning.
  package var conflict: OptimizerError? {
    multiplicative && rate >= 1
      ? OptimizerError("rate", "below 1 where it is multiplicative", received: rate) : nil
  }
}

/// The pass before the base: ⟨g, u⟩, ‖g‖² and ‖u‖². The slot is u.
@usableFromInline package enum HypergradientMeasure: FusedPass {
  @inlinable package static var direction: StateKey { StateKey(0, "direction") }
  @inlinable package static var product: SumKey { SumKey(0) }
  @inlinable package static var gradientSquares: SumKey { SumKey(1) }
  @inlinable package static var directionSquares: SumKey { SumKey(2) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }
  @inlinable package static var writes: PassWrites { [] }
  @inlinable package static var sums: Bool { true }

  /// Adds one element.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ unused: Double
  ) {
    sums[product] = sums[product] + gradient * memory[direction]
    sums[gradientSquares] = sums[gradientSquares] + gradient * gradient
    sums[directionSquares] = sums[directionSquares] + memory[direction] * memory[direction]
  }
}

/// The pass after the base: u. The memory is u and the parameter before the step; the coefficient
/// is 1/rate.
@usableFromInline package enum HypergradientDirection: FusedPass {
  @inlinable package static var direction: StateKey { StateKey(0, "direction") }
  @inlinable package static var before: StateKey { StateKey(1, "before") }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  @inlinable package static var readsGradient: Bool { false }
  @inlinable package static var writes: PassWrites { .slot(direction) }

  /// See ``Hypergradient``.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ inverse: Double
  ) {
    memory[direction] = inverse * (memory[before] - parameter)
  }
}
