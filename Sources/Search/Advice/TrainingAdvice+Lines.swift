internal import LearningRate
internal import Notation
internal import Optimizers
internal import RealModule

// The parts beside the rate, each with its reason.
extension TrainingAdvice {
  static func lines(
    _ facts: TrainingFacts, _ optimizer: Optimizer, _ rate: Double, _ clipping: GradientClipping?,
    _ plan: Plan
  ) -> [AdviceLine] {
    [
      optimizerLine(facts, optimizer), scheduleLine(facts, optimizer, plan),
      warmupLine(facts, optimizer), decayLine(facts, optimizer, rate),
      clippingLine(facts, clipping),
      batchLine(facts, optimizer), epochsLine(facts),
    ].compactMap { $0 }
  }

  private static func optimizerLine(_ facts: TrainingFacts, _ optimizer: Optimizer) -> AdviceLine {
    facts.optimizer == nil
      ? AdviceLine(
        "optimizer", "\(optimizer)",
        because: facts.kind == .cnn
          ? "the one to start with; for a CNN, 'sgd(momentum: 0.9)' is worth a try too"
          : facts.kind == .transformer
            ? "the one to start with; muon, for the hidden matrices, is worth a try too"
            : "the one to start with: it is the least sensitive to the scale of the data",
        "docs/optimizers.md")
      : AdviceLine("optimizer", "\(optimizer)", because: "as given")
  }

  private static func scheduleLine(
    _ facts: TrainingFacts, _ optimizer: Optimizer, _ plan: Plan
  ) -> AdviceLine {
    if facts.plan != nil {
      return AdviceLine("schedule", "\(plan)", because: "as given, with the advised peak")
    }
    return optimizer.rule.keepsRate
      ? AdviceLine(
        "schedule", "\(plan)", because: "the optimizer includes a warm-up or a decay of its own",
        "docs/optimizers.md")
      : AdviceLine(
        "schedule", "\(plan)",
        because: "a rate that falls to zero ends lowest, and forgives a wrong peak best",
        "Schaipp et al. 2025, arXiv 2501.18965; Bergsma et al. 2025, arXiv 2502.15938")
  }

  private static func warmupLine(_ facts: TrainingFacts, _ optimizer: Optimizer) -> AdviceLine? {
    guard facts.plan == nil, !optimizer.rule.keepsRate else { return nil }
    if facts.steps > 20 * longestWarmup, warmup(facts, optimizer) != .percent(5) {
      return AdviceLine(
        "warm-up", "\(longestWarmup) steps",
        because:
          "2/(1 − beta2) steps, here for a beta2 of 0.999, until the mean of squares is known; "
          + "5 % of this run would be longer",
        "Ma & Yarats 2019, arXiv 1910.04209")
    }
    let steps = max(1, Int((0.05 * Double(facts.steps)).rounded()))
    return AdviceLine(
      "warm-up", "5 % of the run, \(steps) step\(steps == 1 ? "" : "s")",
      because: "the bank was measured with it; it permits a higher peak",
      "measured: docs/advice.md; Goyal et al. 2017, arXiv 1706.02677")
  }

  private static func decayLine(
    _ facts: TrainingFacts, _ optimizer: Optimizer, _ rate: Double
  ) -> AdviceLine? {
    let decay = optimizer.rule.decoupledDecay(of: ParameterShape("weight", [64, 64]))
    guard decay > 0 else { return nil }
    // Weights are a mean over the last 1/(η·λ) updates.
    let share = 1 / (rate * decay) / Double(facts.steps)
    let span =
      share < 10
      ? "\((100 * share).threeDigits.notationText) % of the run" : "far more than the run"
    let half = (2 / (rate * Double(facts.steps))).threeDigits
    let isAdvised = facts.optimizer == nil && facts.kind == .transformer
    return AdviceLine(
      "weight decay", decay.notationText,
      because: (isAdvised
        ? "as is usual for language models" : "the optimizer's; the bank was measured with 0.01")
        + "; weights are then a mean over 1/(rate·decay) updates, \(span)"
        // Short runs would need decays that nobody uses.
        + (half <= 1 ? ", and with \(half.notationText) over half of it" : ""),
      (isAdvised ? "Brown et al. 2020, arXiv 2005.14165; " : "")
        + "Wang & Aitchison 2024, arXiv 2405.13698")
  }

  private static func clippingLine(
    _ facts: TrainingFacts, _ clipping: GradientClipping?
  ) -> AdviceLine {
    guard let clipping else {
      return AdviceLine(
        "clipping", "none",
        because: "\(facts.kind.withArticle) seldom needs it; the bank was measured without",
        "measured: docs/advice.md")
    }
    if facts.clipping != nil { return AdviceLine("clipping", "\(clipping)", because: "as given") }
    return AdviceLine(
      "clipping", "\(clipping)",
      because: "gradients of \(facts.kind.withArticle) can be large at single steps; the bank was "
        + "measured without",
      facts.kind == .rnn
        ? "Pascanu et al. 2013, arXiv 1211.5063" : "Brown et al. 2020, arXiv 2005.14165"
    )
  }

  private static func epochsLine(_ facts: TrainingFacts) -> AdviceLine? {
    guard let epochs = facts.epochs, epochs >= 10 else { return nil }
    return AdviceLine(
      "length", "each example is seen \(epochs.threeDigits.notationText) times",
      because:
        "if the validation loss rises again before the end, take the best checkpoint, or a rate "
        + "2 to 9 times lower",
      "measured: docs/finding.md, limits")
  }
}
