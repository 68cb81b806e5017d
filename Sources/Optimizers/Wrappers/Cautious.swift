package import Notation

extension Optimizer {
  /// A cautious optimizer: leaves out the elements of a step that go against the gradient of the
  /// same batch.
  ///
  /// ```
  /// u = base(p, g) − p                the base's step without its decoupled weight decay
  /// φ = 1 where u·g < 0, 0 elsewhere
  /// p ← (1 − η·λ)·p + n/(Σφ + 1)·φ·u
  /// ```
  ///
  /// for each parameter separately, where n is its number of elements, η the learning rate, and λ
  /// the base's decoupled weight decay, which is never left out. An L2 penalty is part of the
  /// base's step. If no element agrees, only the decay changes the parameter.
  ///
  /// A base without momentum, such as `sgd`, always agrees with the gradient; its steps are only
  /// multiplied by n/(n + 1). Write an average after it, as in `adamw.cautious.averaged`: before
  /// it, it would average steps that are not made.
  ///
  /// Source: Liang et al., *Cautious Optimizers: Improving Training with One Line of Code*, 2024,
  /// algorithm 1 (<https://arxiv.org/abs/2411.16085>). timm divides by the mean of φ, at least
  /// 0.001, without the 1. Signs are compared, since the product u·g could round to 0.
  public func cautious() -> Optimizer { Optimizer(Cautious(self)) }
}

/// The rule of `cautious`.
package struct Cautious: RuleModifier {
  /// The optimizer that makes the steps.
  package var inner: Optimizer

  /// A cautious `inner`.
  package init(_ inner: Optimizer) { self.inner = inner }

  /// Runs the base, counts the elements that agree with the gradient, and keeps these alone.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
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
      let against = step.apply(CautiousCount.self, slots: [], beside: before) { _ in 0 }
      let coefficients = step.parameters.indices.map { index in
        // Changes too small to be seen in the parameter count as agreeing.
        let count = Double(step.parameters[index].values.count)
        return CautiousMask.Coefficients(
          kept: 1 - step.group(of: index).learningRate * decays[index],
          factor: count / (count - against[index][CautiousCount.disagreeing] + 1))
      }
      step.apply(CautiousMask.self, slots: [], beside: before) { coefficients[$0] }
    }
  }
}

extension Cautious {
  /// `cautious`.
  package static let word = NotationWord(
    "cautious", summary: "leaves out elements that go against the gradient",
    formula: "elements of the step that disagree with g are left out, the others made longer",
    purpose: "a little more speed with any base that has momentum",
    source: "Liang et al. 2024; C-Optim")
  /// A base that evaluates with other values would evaluate steps that this modifier changes.
  package var conflict: OptimizerError? {
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
  package static var hyperparameters: NotationParameters<Cautious> { [] }
  /// The base's.
  package func decoupledDecay(of parameter: ParameterShape) -> Double {
    inner.rule.decoupledDecay(of: parameter)
  }
}

/// Counts the elements whose change goes against the gradient, or whose gradient is 0.
@usableFromInline package enum CautiousCount: FusedPass {
  @inlinable package static var before: StateKey { StateKey(0, "before") }
  @inlinable package static var disagreeing: SumKey { SumKey(0) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }
  @inlinable package static var writes: PassWrites { [] }
  @inlinable package static var sums: Bool { true }
  /// The memory holds the parameter before the step.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ unused: Double
  ) {
    let (one, zero) = (L(repeating: 1), L.zero)
    let agreement = (parameter - memory[before]).signum() * gradient.signum()
    let flat = L.choose(zero, one, where: gradient.magnitude, exceeds: zero)
    sums[disagreeing] = sums[disagreeing] + L.choose(one, flat, where: agreement, exceeds: zero)
  }
}

/// Keeps the change of the elements that agree.
@usableFromInline package enum CautiousMask: FusedPass {
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }
  @inlinable package static var writes: PassWrites { .parameter }

  /// The numbers of one step, for one parameter.
  @usableFromInline package struct Coefficients: Sendable {
    @usableFromInline var kept, factor: Double
  }

  /// The memory holds the parameter before the step.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let before = memory[CautiousCount.before]
    let change = parameter - before
    let agreed = L.choose(
      change, .zero, where: .zero, exceeds: change.signum() * gradient.signum())
    parameter = step.kept * before + step.factor * agreed
  }
}
