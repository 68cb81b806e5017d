internal import Notation
package import Optimizers
internal import RealModule

/// The advised peak rate as a product of factors, each with its reason.
///
/// ```
/// rate = typical(optimizer) · schedule · kind · (steps/500)^(−1/4) · size
/// ```
///
/// | factor | what it is |
/// | --- | --- |
/// | typical | the optimizer's typical rate |
/// | schedule | ``ScheduleTransfer``: 1 for a warm-up of 5 % and a cosine to 0, 0.36 for a constant rate |
/// | kind | of the network and of the optimizer's family: ``AdviceConstants/kind(_:_:)`` |
/// | steps | 1 at 500; runs outside of 300 … 100,000 steps count as these |
/// | size | for transformers of more than 200,000 parameters: (parameters/200,000)^(−0.3) |
///
/// An optimizer that finds the size of its steps has the rate 1 of its own, and no factors.
///
/// Source: measured, see `docs/advice.md`, which says what each factor is worth.
package struct AdvisedRate: Hashable, Sendable, Encodable {
  /// The peak rate, to three digits.
  package let rate: Double
  /// In nine of ten settings of the bank, a rate in this interval ended within 5 % of the best loss.
  package let interval: ClosedRange<Double>
  /// The factors; their product is ``rate`` before it is rounded.
  package let factors: [Factor]

  /// One of the numbers whose product is the rate.
  package struct Factor: Hashable, Sendable, Encodable {
    /// What it stands for, such as `typical of adamw`.
    package let name: String
    /// The number.
    package let value: Double
    /// Why it is there.
    package let reason: String
    /// Where it comes from.
    package let source: String
  }

  /// The rate for these facts under `optimizer`.
  ///
  /// - Parameter scheduleFactor: that of the schedule, see ``ScheduleTransfer/factor(of:steps:)``; nil for
  ///   an optimizer for which it does not hold.
  package init(_ facts: TrainingFacts, _ optimizer: Optimizer, scheduleFactor: Double?) {
    let rule = optimizer.rule
    let name = type(of: rule).word.name
    var factors = [
      Factor(
        name: "typical of \(name)", value: rule.typicalRate,
        reason: rule.findsRate
          ? "\(name) finds the size of its steps itself; its rate is a factor"
          : "a rate that often works with \(name)",
        source: "docs/optimizers.md")
    ]
    if !rule.findsRate {
      if let scheduleFactor {
        factors.append(
          Factor(
            name: "the schedule", value: scheduleFactor,
            reason:
              "the best peak is higher the more the rate falls; against a warm-up and a cosine",
            source: "Schaipp et al. 2025, arXiv 2501.18965; measured: docs/finding.md"))
      }
      factors += Self.measured(facts, AdviceConstants.Family(optimizer))
    }
    self.factors = factors
    let product = factors.reduce(1) { $0 * $1.value }
    rate = product.threeDigits
    let width = AdviceConstants.regret.intervalFactor
    interval = (product / width).threeDigits...(product * width).threeDigits
  }

  /// The factors that the study chose.
  private static func measured(
    _ facts: TrainingFacts, _ family: AdviceConstants.Family
  ) -> [Factor] {
    let source = "measured: docs/advice.md"
    let steps = min(max(facts.steps, 300), 100_000)
    var factors = [
      Factor(
        name: facts.kind.withArticle, value: AdviceConstants.kind(facts.kind, family),
        reason: facts.kind == .linear
          ? "no linear model was in the bank, so nothing is known against the typical rate"
          : "what was best for such networks in the bank, with \(family.words)",
        source: source),
      Factor(
        name: "\(facts.steps) steps",
        value: .pow(Double(steps) / 500, AdviceConstants.stepsExponent),
        reason: "longer runs want lower rates: the fourth root of 500/steps",
        source: "measured: docs/advice.md; Bjorck et al. 2024, arXiv 2409.19913"),
    ]
    let large = AdviceConstants.largeSize
    if facts.kind == .transformer, family == .normalized, facts.parameters > large {
      factors.append(
        Factor(
          name: "\(facts.parameters) parameters",
          value: .pow(
            Double(facts.parameters) / Double(large), AdviceConstants.sizeExponent),
          reason:
            "larger transformers want lower rates; from 200,000 parameters on with the slope of "
            + "GPT-3's published rates, not measured on the bank",
          source: "Brown et al. 2020, arXiv 2005.14165"))
    }
    return factors
  }
}
