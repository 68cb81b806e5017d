package import Notation

extension Optimizer {
  /// Schedule-free learning: an average takes the place of both momentum and a falling rate.
  ///
  /// ```
  /// y = (1 − β)·z + β·x              where gradients are taken
  /// z ← z + u                        u: the base's step at y
  /// c = γ²/Σγ²                       γ: the largest rate so far
  /// x ← (1 − c)·x + c·z              with which the model is evaluated
  /// ```
  ///
  /// The trained parameters are y; x, y and z begin with the same values. At a constant rate x is
  /// the mean of all z, and the small rates of a warm-up have little weight. As long as all rates
  /// were 0, x does not change. Only y and z are stored:
  /// y moves by `(1 − β/β′·(1 − c))·(z − y) + (1 − β·(1 − c))·u`, where β′ is the β of the step
  /// before, and x is `y + (1 − 1/β)·(z − y)`.
  ///
  /// The base should have no momentum of its own: `sgd`, or `adamw(beta1: 0)`. Its weight decay
  /// applies to y. Use a warm-up and then a constant rate, which is often higher than the peak of a
  /// falling one. A β above 0.9 averages over more steps.
  ///
  /// Source: Defazio et al., *The Road Less Scheduled*, 2024, eq. 3–5 and section 4.1
  /// (<https://arxiv.org/abs/2405.15682>); the authors' `schedulefree` package with `r=0` and
  /// `weight_lr_power=2`, whose `SGDScheduleFree` is `sgd.scheduleFree` here, and
  /// `AdamWScheduleFree` is `adamw(beta1: 0).scheduleFree`. γ is that of the parameter's own group.
  ///
  /// - Parameter beta: β, above 0 and below 1.
  /// - Precondition: every number is in its range.
  public func scheduleFree(beta: Double = 0.9) -> Optimizer {
    var rule = ScheduleFree(self)
    rule.beta = beta
    return Optimizer(rule)
  }
}

/// The rule of `scheduleFree`.
package struct ScheduleFree: RuleModifier {
  /// The optimizer that makes the steps.
  package var inner: Optimizer
  package var beta = 0.9

  static let rates = StateKey(1, "weights")

  /// The paper's constant.
  package init(_ inner: Optimizer) { self.inner = inner }

  /// Runs the base at y, and then moves y and z by the base's step.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let own = step.beyond(inner)
    if step.count == 1 { own.apply(AveragedUpdate.self, slots: [ScheduleFreeStep.base], 1) }
    let betas = step.groups.map { setting($0.hyperparameters).beta }
    let coefficients = step.parameters.indices.map { parameter in
      let beta = betas[step.groupIndex(of: parameter)]
      let rates = RateHistory(own.slot(Self.rates, of: parameter))
      let old = rates.beta
      rates.beta = beta
      let isSame = step.count == 1 || rates.beta == old
      let fraction = fraction(of: parameter, in: own)
      return ScheduleFreeStep.Coefficients(
        fraction: isSame ? fraction : 1 - beta / old * (1 - fraction),
        moved: 1 - beta * (1 - fraction))
    }
    try step.withCopies { before in
      try runBase(step)
      own.apply(ScheduleFreeStep.self, slots: [ScheduleFreeStep.base], beside: before) {
        coefficients[$0]
      }
    }
  }

  /// c of one parameter, after taking this step's rate into its history.
  private func fraction<Scalar: OptimizerScalar>(of parameter: Int, in own: Step<Scalar>) -> Double
  {
    let rates = RateHistory(own.slot(Self.rates, of: parameter))
    let largest = max(rates.largest, own.group(of: parameter).learningRate)
    rates.largest = largest
    let weight = largest * largest
    let total = rates.sumOfSquares + weight
    rates.sumOfSquares = total
    return total > 0 ? weight / total : 0
  }

  /// x.
  @_specialize(where Scalar == Float)
  package func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>]
  ) {
    let own = step.beyond(inner)
    let fractions = own.parameters.indices.map {
      1 - 1 / RateHistory(own.slot(Self.rates, of: $0)).beta
    }
    own.over(targets).apply(ScheduleFreeEvaluate.self, slots: [ScheduleFreeStep.base]) {
      fractions[$0]
    }
  }

}

extension ScheduleFree {
  /// `scheduleFree`.
  package static let word = NotationWord(
    "scheduleFree", summary: "learns without a falling rate, by an average",
    formula: "z ← z − η·step(y),  x ← (1 − c)·x + c·z,  y = (1 − β)·z + β·x",
    purpose: "no schedule to choose: train at y, evaluate at the average x; base without momentum",
    source: "Defazio et al. 2024; schedulefree")
  /// z; and the largest rate, the sum of its squares, and β, in two parts each.
  package func ownSlots(of parameter: ParameterShape) -> [Slot] {
    [Slot(ScheduleFreeStep.base, isExact: true), Slot(Self.rates, sizes: [6])]
  }
  /// β.
  package static var hyperparameters: NotationParameters<ScheduleFree> {
    [
      .number(
        "beta", \.beta, Domain("number", "above 0 and below 1") { $0 > 0 && $0 < 1 })
    ]
  }
  /// Yes.
  package var hasEvaluationParameters: Bool { true }
}

/// The history of one parameter's rates in schedule-free learning.
///
/// Each number is kept as the sum of two elements: to 48 bits, where an element is a float.
private struct RateHistory<Scalar: OptimizerScalar> {
  private let memory: UnsafeMutableBufferPointer<Scalar>

  init(_ memory: UnsafeMutableBufferPointer<Scalar>) { self.memory = memory }

  /// The largest rate so far, γ.
  var largest: Double {
    get { self[0] }
    nonmutating set { self[0] = newValue }
  }
  /// Σγ².
  var sumOfSquares: Double {
    get { self[2] }
    nonmutating set { self[2] = newValue }
  }
  /// The β of the last step.
  var beta: Double {
    get { self[4] }
    nonmutating set { self[4] = newValue }
  }

  private subscript(index: Int) -> Double {
    get { Double(memory[index]) + Double(memory[index + 1]) }
    nonmutating set {
      let upper = Scalar(newValue)
      (memory[index], memory[index + 1]) = (upper, Scalar(newValue - Double(upper)))
    }
  }
}

/// Moves z, and corrects y, which has moved by the base's whole step.
@usableFromInline package enum ScheduleFreeStep: FusedPass {
  @inlinable package static var base: StateKey { StateKey(0, "base") }
  @inlinable package static var before: StateKey { StateKey(1, "before") }
  @inlinable package static var slotCounts: ClosedRange<Int> { 2...2 }
  @inlinable package static var readsGradient: Bool { false }
  @inlinable package static var writes: PassWrites { [.parameter, .slot(base)] }

  /// The numbers of one step, for one parameter.
  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var fraction, moved: Double
  }

  /// The memory holds z, and y before the step.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let (z, y) = (memory[base], memory[before])
    let change = parameter - y
    parameter = y + step.fraction * (z - y) + step.moved * change
    memory[base] = z + change
  }
}

/// Computes x from y and z.
enum ScheduleFreeEvaluate: FusedPass {
  static var slotCounts: ClosedRange<Int> { 1...1 }
  static var readsGradient: Bool { false }
  static var writes: PassWrites { .parameter }
  @inline(__always)
  static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ fraction: Double
  ) {
    parameter = parameter + fraction * (memory[ScheduleFreeStep.base] - parameter)
  }
}
