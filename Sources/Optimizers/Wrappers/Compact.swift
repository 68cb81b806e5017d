package import Notation

extension Optimizer {
  /// Stores the history of an elementwise rule in brain floats, two bytes a number instead of four.
  ///
  /// ```
  /// m stored = above, with probability (m − below)/(above − below); below otherwise
  /// ```
  ///
  /// A brain float is the upper half of a float32: its range, and 8 binary digits. With rounding to
  /// the nearest, a mean with β₂ = 0.999 would not change, since its changes are smaller than half
  /// of its last digit; with stochastic rounding it is right on average. The random bits depend on
  /// the element, the slot and the step alone: the same run gives the same bits on any number of
  /// threads and on every processor.
  ///
  /// The update is computed in the precision of the parameters. Numbers that a rule remembers once
  /// per parameter stay in full precision. `compact` cannot change rules that compute sums, norms
  /// or matrices from their history.
  ///
  /// Source: bfloat16 moments as in optax's `mu_dtype`; stochastic rounding as in Gupta et al.,
  /// *Deep Learning with Limited Numerical Precision*, 2015 (<https://arxiv.org/abs/1502.02551>).
  public func compact() -> Optimizer { Optimizer(Compact(self)) }
}

/// The rule of `compact`.
package struct Compact: RuleModifier {
  /// The optimizer that it changes.
  package var inner: Optimizer

  /// The same rule with half the memory.
  package init(_ inner: Optimizer) { self.inner = inner }

  /// Yes.
  package var isCompact: Bool { true }

  /// Makes the base's step, whose slots are read and written as brain floats.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws { try runBase(step) }
}

extension Compact {
  /// `compact`.
  package static let word = NotationWord(
    "compact", summary: "half the memory: brain floats, stochastic rounding",
    formula: "the history is stored in bfloat16, with stochastic rounding",
    purpose: "half the memory of an elementwise rule", source: "Gupta et al. 2015")
  /// None.
  package static var hyperparameters: NotationParameters<Compact> { [] }
  /// The base's.
  package func decoupledDecay(of parameter: ParameterShape) -> Double {
    inner.rule.decoupledDecay(of: parameter)
  }
  /// Only elementwise rules leave their memory to the pass.
  package var conflict: OptimizerError? {
    inner.rule is any ElementwiseRule
      ? nil
      : OptimizerError(
        "the base of compact", "a rule that changes each element by itself",
        received: "\(inner)")
  }
}
