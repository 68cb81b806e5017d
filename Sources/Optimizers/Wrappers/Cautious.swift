extension Optimizer {
  /// Leaves out what would go against the gradient; see ``Cautious``.
  public func cautious() -> Optimizer { Optimizer(Cautious(self)) }
}

/// A cautious optimizer: where a step goes up along the gradient of this very batch, it is left out.
///
/// ```
/// u = base(p, g) − p                the base's step without its decoupled weight decay
/// φ = 1 where u·g < 0, 0 elsewhere
/// p ← (1 − η·λ)·p + n/(Σφ + 1)·φ·u
/// ```
///
/// for each parameter of n elements by itself; η is the learning rate and λ the base's decoupled weight
/// decay, which is never left out. An L2 penalty is part of the base's step. Where no element agrees,
/// the parameter only decays.
///
/// A base without momentum, such as `sgd`, agrees with every gradient and is only made n/(n + 1) times
/// as long. Put an average around it, as in `adamw.cautious.averaged`: within, it would average steps
/// that were never made.
///
/// Source: Liang et al., *Cautious Optimizers: Improving Training with One Line of Code*, 2024,
/// algorithm 1 (<https://arxiv.org/abs/2411.16085>). timm divides by the mean of φ instead, at least
/// 0.001, which differs by the 1. Signs are compared and not multiplied, so no product rounds to 0.
public struct Cautious: RuleModifier {
  /// What makes the steps.
  public var inner: Optimizer

  /// A cautious `inner`.
  public init(_ inner: Optimizer) { self.inner = inner }

  /// What a parameter's step needs.
  public struct Coefficients: Sendable {
    @usableFromInline var kept, factor: Double
  }

  /// Runs the base, counts where it agrees with the gradient, and keeps that alone.
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let rules = step.groups.map { inner.rule.setting($0.hyperparameters) }
    let decays = step.parameters.indices.map { index in
      rules[step.groupOfParameter.isEmpty ? 0 : step.groupOfParameter[index]]
        .decoupledDecay(of: step.parameters[index].shape)
    }
    var undecayed = step
    if decays.contains(where: { $0 != 0 }) {
      undecayed = step.regrouped { index, group in
        if decays[index] != 0 { group.hyperparameters["weightDecay"] = 0 }
      }
    }
    try step.withCopies { before in
      try runBase(undecayed)
      let against = step.sweep(Count.self, slots: [], beside: before) { _ in 0 }
      let coefficients = step.parameters.indices.map { index in
        // Counted from the other side: a change too small to be seen in the parameter does not disagree.
        let count = Double(step.parameters[index].values.count)
        return Coefficients(
          kept: 1 - step.group(of: index).learningRate * decays[index],
          factor: count / (count - against[index].first + 1))
      }
      step.sweep(Mask.self, slots: [], beside: before) { coefficients[$0] }
    }
  }

  /// Counts the elements whose change goes up along the gradient, or that have none.
  public enum Count: Sweep {
    /// As many as it is given.
    @inlinable @inline(__always)
    public static var slotCounts: ClosedRange<Int> { 1...1 }

    /// Nothing.
    @inlinable @inline(__always)
    public static var writes: SweepWrites { [] }
    /// n − Σφ.
    @inlinable @inline(__always)
    public static var sums: Bool { true }
    /// The memory is the parameter before the step.
    @inlinable @inline(__always)
    public static func visit<L: Lanes>(
      _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
      _ unused: Double
    ) {
      let (one, zero) = (L(repeating: 1), L.zeros)
      let agreement = (parameter - memory.first).sign() * gradient.sign()
      let flat = L.choose(zero, one, where: gradient.size(), exceeds: zero)
      sums.first = sums.first + L.choose(one, flat, where: agreement, exceeds: zero)
    }
  }

  /// Keeps the change of these elements alone.
  public enum Mask: Sweep {
    /// As many as it is given.
    @inlinable @inline(__always)
    public static var slotCounts: ClosedRange<Int> { 1...1 }

    /// The parameter.
    @inlinable @inline(__always)
    public static var writes: SweepWrites { .parameter }
    /// The memory is the parameter before the step.
    @inlinable @inline(__always)
    public static func visit<L: Lanes>(
      _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
      _ step: Coefficients
    ) {
      let change = parameter - memory.first
      parameter = step.kept * memory.first + step.factor * agreed(change, change, gradient)
    }
  }

  /// `value` where `change` and `gradient` have opposite signs, 0 elsewhere.
  @inlinable @inline(__always)
  static func agreed<L: Lanes>(_ value: L, _ change: L, _ gradient: L) -> L {
    L.choose(value, .zeros, where: .zeros, exceeds: change.sign() * gradient.sign())
  }
}

extension Cautious {
  /// `cautious`.
  public static var word: String { "cautious" }
  /// One sentence for lists.
  public static var summary: String { "leaves out what would go against the gradient" }
  /// The rule in short, for lists.
  public static var formula: String {
    "elements of the step that disagree with g are left out, the others made longer"
  }
  /// What it is for.
  public static var purpose: String {
    "a little more speed with any base that has momentum"
  }
  /// Where it comes from.
  public static var source: String { "Liang et al. 2024; C-Optim" }
  /// What is evaluated must be what is changed here.
  public var conflict: OptimizerError? {
    if inner.isModified(by: IndependentDecay.self) {
      return OptimizerError(
        "the base of cautious", "without independentDecay, which follows it", received: "\(inner)")
    }
    guard inner.hasEvaluationParameters else { return nil }
    return OptimizerError(
      "the base of cautious", "evaluated as it is trained, with averages taken outside",
      received: "\(inner)")
  }
  /// None of its own.
  public static var hyperparameters: [RuleHyperparameter<Cautious>] { [] }
  /// The base's.
  public func decoupledDecay(of parameter: ParameterShape) -> Double {
    inner.rule.decoupledDecay(of: parameter)
  }
}
