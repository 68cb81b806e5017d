internal import Notation
internal import Optimizers

// What the noise of the gradients says about the batch size.
extension TrainingAdvice {
  static func batchLine(_ facts: TrainingFacts, _ optimizer: Optimizer) -> AdviceLine {
    let source = "McCandlish et al. 2018, arXiv 1812.06162"
    let size = "\(facts.batchSize)"
    switch facts.noise {
    case .unknown:
      return AdviceLine(
        "batch size", size,
        because: "as given; the noise of the gradients, which says more, was not measured", source)
    case .beyondMeasure:
      return AdviceLine(
        "batch size", size,
        because:
          "the gradients at the initial weights are nearly all noise: a larger batch would need "
          + "fewer steps", source)
    case .examples(let scale):
      let ratio = Double(facts.batchSize) / max(scale, 1)
      let measured =
        "the noise scale is \(max(scale, 1).threeDigits.notationText) examples at the "
        + "initial weights, and grows"
      if ratio > 2 {
        return AdviceLine(
          "batch size", size,
          because:
            "\(measured); as long as it is below the batch, half the batch learns nearly as much "
            + "in a step", source)
      }
      return AdviceLine(
        "batch size", size,
        because: ratio < 0.5
          ? "\(measured): a batch is mostly noise, and twice the batch would need fewer steps, with the "
            + "rate times \(factorForTwice(facts, optimizer, scale))"
          : "\(measured): about the batch, so that steps and examples are both used well", source)
    }
  }

  /// The factor of the rate for a batch twice as large.
  private static func factorForTwice(
    _ facts: TrainingFacts, _ optimizer: Optimizer, _ scale: Double
  ) -> String {
    let rule: BatchRule =
      AdviceConstants.Family(optimizer) == .proportional
      ? .saturating(noiseScale: scale) : .surging(noiseScale: scale)
    let size = Double(facts.batchSize)
    return rule.factor(from: size, to: 2 * size).threeDigits.notationText
  }
}
