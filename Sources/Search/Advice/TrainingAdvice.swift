package import LearningRate
internal import Notation
package import Optimizers

/// A plan to start from, with a reason and a source for each of its parts.
///
/// ```swift
/// let advice = try TrainingAdvice(
///   TrainingFacts(kind: .transformer, parameters: 10_000_000, batchSize: 64, steps: 20_000))
/// print(advice.plan, advice.rate.interval)
/// ```
///
/// What was asked for in the facts, such as an optimizer, is taken as it is; the rest is advised. It is a
/// function of the facts alone.
package struct TrainingAdvice: Sendable {
  /// What the advice is for.
  package let facts: TrainingFacts
  /// The optimizer.
  package let optimizer: Optimizer
  /// The peak rate, with an interval and the factors that it is made of.
  package let rate: AdvisedRate
  /// The plan with this peak.
  package let plan: Plan
  /// How gradients are clipped; nil for not at all.
  package let clipping: GradientClipping?
  /// The other parts, in the order in which one decides them.
  package let lines: [AdviceLine]

  /// How far advised rates were off on the bank; nil for an optimizer that finds its own rate, which was
  /// not measured there.
  package var expectedRegret: ExpectedRegret? {
    optimizer.rule.findsRate ? nil : AdviceConstants.regret
  }

  /// The advice for `facts`.
  ///
  /// - Parameter stepsPerEpoch: for lengths of the plan in epochs.
  /// - Throws: `ScheduleError` for a plan that does not fit the number of steps, or whose rates are all
  ///   zero.
  package init(_ facts: TrainingFacts, stepsPerEpoch: Int? = nil) throws {
    let optimizer = facts.optimizer ?? Self.optimizer(for: facts.kind)
    let rule = optimizer.rule
    let shape =
      facts.plan
      ?? Plan(
        rule.keepsRate
          ? .constant(1)
          : .cosine(from: 1, to: 0).warmup(Self.warmup(facts, optimizer)))
    let curve = try shape.learningRate.resolved(steps: facts.steps, stepsPerEpoch: stepsPerEpoch)
    guard curve.peak > 0 else {
      throw ScheduleError(
        "the schedule's largest rate", "positive", received: curve.peak.notationText)
    }
    let hasFactor = !rule.keepsRate && !rule.hasEvaluationParameters
    let rate = AdvisedRate(
      facts, optimizer,
      scheduleFactor: hasFactor ? ScheduleTransfer.factor(of: curve, steps: facts.steps) : nil)
    (self.facts, self.optimizer, self.rate) = (facts, optimizer, rate)
    clipping = facts.clipping ?? (facts.kind.wantsClipping ? .norm(1) : nil)
    if facts.plan == nil {
      plan = Plan(
        rule.keepsRate
          ? .constant(rate.rate)
          : .cosine(from: rate.rate, to: 0).warmup(Self.warmup(facts, optimizer)))
    } else {
      let factor = rate.rate / curve.peak
      if let fault = shape.fault(scaledBy: factor) { throw fault }
      plan = factor == 1 ? shape : shape.scaled(by: factor)
    }
    lines = Self.lines(facts, optimizer, rate.rate, clipping, plan)
  }

  /// AdamW, with the weight decay of language models for transformers.
  private static func optimizer(for kind: NetworkKind) -> Optimizer {
    kind == .transformer ? .adamw(weightDecay: 0.1) : .adamw()
  }

  /// 5 % of the run, up to 2,000 steps for optimizers with a mean of squares: β₂ = 0.999 needs no more.
  static func warmup(_ facts: TrainingFacts, _ optimizer: Optimizer) -> Length {
    let isProportional = AdviceConstants.Family(optimizer) == .proportional
    return isProportional || facts.steps <= 20 * longestWarmup
      ? .percent(5) : .steps(Double(longestWarmup))
  }

  static let longestWarmup = 2_000
}
