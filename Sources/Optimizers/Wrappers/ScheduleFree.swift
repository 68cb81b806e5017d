extension Optimizer {
  /// Learns without a falling rate; see ``ScheduleFree``.
  public func scheduleFree(beta: Double = 0.9) -> Optimizer {
    var rule = ScheduleFree(self)
    rule.beta = beta
    return Optimizer(rule)
  }
}

/// Schedule-free learning: an average takes the place of both momentum and a falling rate.
///
/// ```
/// y = (1 − β)·z + β·x              where gradients are taken
/// z ← z + u                        u: the base's step at y
/// c = γ²/Σγ²                       γ: the largest rate so far
/// x ← (1 − c)·x + c·z              with which the model is evaluated
/// ```
///
/// The parameters are y, and all three begin at the same place. At a constant rate x is the mean of all
/// z, and a warm-up's small rates count little. While the rate has always been 0, x stays. Only y and z
/// are kept: y moves by `(1 − β/β′·(1 − c))·(z − y) + (1 − β·(1 − c))·u`, where β′ is the β of the step
/// before, and x is `y + (1 − 1/β)·(z − y)`.
///
/// The base should have no momentum of its own: `sgd`, or `adamw(beta1: 0)`. Its weight decay is that
/// of y. The rate wants a warm-up and then to stay; it is often higher than with a falling one. An
/// interpolation of β above 0.9 averages over longer.
///
/// Source: Defazio et al., *The Road Less Scheduled*, 2024, eq. 3–5 and section 4.1
/// (<https://arxiv.org/abs/2405.15682>); the authors' `schedulefree` package with `r=0` and
/// `weight_lr_power=2`, whose `SGDScheduleFree` is this over `sgd` and `AdamWScheduleFree` this over
/// `adamw(beta1: 0)`. Each parameter counts its own group's rates.
public struct ScheduleFree: RuleModifier {
  /// What makes the steps.
  public var inner: Optimizer
  /// β, above 0 and below 1.
  public var beta = 0.9

  /// The paper's constant.
  public init(_ inner: Optimizer) { self.inner = inner }

  /// What a parameter's step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var share, moved: Double
  }

  /// Runs the base at y, and then moves y and z by what it did.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let own = step.beyond(inner)
    if step.count == 1 { own.sweep(Averaged.Take.self, slots: [0], 1) }
    let betas = step.groups.map { setting($0.hyperparameters).beta }
    let coefficients = step.parameters.indices.map { parameter in
      let beta = betas[step.groupIndex(of: parameter)]
      let weights = own.slot(1, of: parameter)
      let old = weights.double(at: 2)
      weights.setDouble(beta, at: 2)
      let isSame = step.count == 1 || weights.double(at: 2) == old
      let share = share(of: parameter, in: own)
      return Coefficients(
        share: isSame ? share : 1 - beta / old * (1 - share), moved: 1 - beta * (1 - share))
    }
    try step.withCopies { before in
      try runBase(step)
      own.sweep(Move.self, slots: [0], beside: before) { coefficients[$0] }
    }
  }

  /// c of one parameter, whose rate is counted.
  private func share<Scalar: OptimizerScalar>(of parameter: Int, in own: Step<Scalar>) -> Double {
    let weights = own.slot(1, of: parameter)
    let largest = max(weights.double(at: 0), own.group(of: parameter).learningRate)
    weights.setDouble(largest, at: 0)
    let weight = largest * largest
    let total = weights.double(at: 1) + weight
    weights.setDouble(total, at: 1)
    return total > 0 ? weight / total : 0
  }

  /// x.
  @_specialize(where Scalar == Float)
  public func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>]
  ) {
    let own = step.beyond(inner)
    let shares = own.parameters.indices.map { 1 - 1 / own.slot(1, of: $0).double(at: 2) }
    own.over(targets).sweep(Evaluate.self, slots: [0]) { shares[$0] }
  }

  /// Moves y and z by the base's step, which is in y already.
  public enum Move: Sweep {
    /// As many as it is given.
    @inlinable @inline(__always)
    public static var slotCounts: ClosedRange<Int> { 2...2 }

    /// No.
    @inlinable @inline(__always)
    public static var readsGradient: Bool { false }

    /// z and y.
    @inlinable @inline(__always)
    public static var writes: SweepWrites { [.parameter, .first] }
    /// The memory is z, and y before the step.
    @inlinable @inline(__always)
    public static func visit<L: Lanes>(
      _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
      _ step: Coefficients
    ) {
      let (z, y) = (memory.first, memory.second)
      let change = parameter - y
      parameter = y + step.share * (z - y) + step.moved * change
      memory.first = z + change
    }
  }

  private enum Evaluate: Sweep {
    /// As many as it is given.
    @inline(__always)
    static var slotCounts: ClosedRange<Int> { 1...1 }

    @inline(__always)
    static var readsGradient: Bool { false }

    static var writes: SweepWrites { .parameter }
    @inline(__always)
    static func visit<L: Lanes>(
      _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
      _ share: Double
    ) {
      parameter = parameter + share * (memory.first - parameter)
    }
  }
}

extension ScheduleFree {
  /// `scheduleFree`.
  public static var word: String { "scheduleFree" }
  /// One sentence for lists.
  public static var summary: String { "learns without a falling rate, by an average" }
  /// The rule in short, for lists.
  public static var formula: String {
    "z ← z − η·step(y),  x ← (1 − c)·x + c·z,  y = (1 − β)·z + β·x"
  }
  /// What it is for.
  public static var purpose: String {
    "no schedule to choose: train at y, evaluate at the average x; base without momentum"
  }
  /// Where it comes from.
  public static var source: String { "Defazio et al. 2024; schedulefree" }
  /// z; and the largest rate, the sum of its squares, and β, in two parts each.
  public func ownSlots(of parameter: ParameterShape) -> [Slot] {
    [Slot("base", isExact: true), Slot("weights", sizes: [6])]
  }
  /// β.
  public static var hyperparameters: [RuleHyperparameter<ScheduleFree>] {
    [
      .number("beta", \.beta) { name, beta in
        beta > 0 && beta < 1 ? nil : OptimizerError(name, "above 0 and below 1", received: beta)
      }
    ]
  }
  /// Yes.
  public var hasEvaluationParameters: Bool { true }
}

extension UnsafeMutableBufferPointer where Element: OptimizerScalar {
  /// The number that is kept in two elements, their sum: to 48 bits, where an element is a float.
  func double(at index: Int) -> Double { Double(self[2 * index]) + Double(self[2 * index + 1]) }

  func setDouble(_ value: Double, at index: Int) {
    let upper = Element(value)
    (self[2 * index], self[2 * index + 1]) = (upper, Element(value - Double(upper)))
  }
}
