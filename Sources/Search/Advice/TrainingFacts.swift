package import LearningRate
package import Optimizers

/// What is known of a training before it begins, or measured in seconds.
package struct TrainingFacts: Sendable {
  /// The kind of the network.
  package let kind: NetworkKind
  /// The number of trained elements.
  package let parameters: Int
  /// The number of examples in a step.
  package let batchSize: Int
  /// The number of steps of the run.
  package let steps: Int
  /// The number of training examples; nil if it is not known.
  package let examples: Int?
  /// The optimizer that was asked for; nil to advise one.
  package let optimizer: Optimizer?
  /// The plan that was asked for, at any peak; nil to advise one.
  package let plan: Plan?
  /// The clipping that was asked for; nil to advise one.
  package let clipping: GradientClipping?
  /// The noise scale B_noise in examples at the initial weights: see ``GradientNoise``.
  package let noise: NoiseScale

  /// What is known of the gradients' noise.
  package enum NoiseScale: Hashable, Sendable {
    /// Nothing was measured.
    case unknown
    /// The mean gradient is lost in the noise, so that the scale is larger than can be measured.
    case beyondMeasure
    /// The scale, in examples.
    case examples(Double)
  }

  /// The facts of a training.
  ///
  /// - Precondition: numbers of parameters, examples and steps are positive.
  package init(
    kind: NetworkKind, parameters: Int, batchSize: Int, steps: Int, examples: Int? = nil,
    optimizer: Optimizer? = nil, plan: Plan? = nil, clipping: GradientClipping? = nil,
    noise: NoiseScale = .unknown
  ) {
    precondition(
      parameters > 0 && batchSize > 0 && steps > 0 && examples ?? 1 > 0,
      "parameters, batchSize, steps and examples must be positive; received "
        + "\(parameters), \(batchSize), \(steps), \(examples ?? 1)")
    (self.kind, self.parameters, self.batchSize) = (kind, parameters, batchSize)
    (self.steps, self.examples) = (steps, examples)
    (self.optimizer, self.plan, self.clipping, self.noise) = (optimizer, plan, clipping, noise)
  }

  /// How often each example is seen; nil if the number of examples is not known.
  package var epochs: Double? {
    examples.map { Double(steps) * Double(batchSize) / Double($0) }
  }
}

extension TrainingFacts.NoiseScale {
  /// What was measured.
  package init(_ noise: GradientNoise) {
    guard let scale = noise.noiseScale else {
      self = .beyondMeasure
      return
    }
    // Equal gradients say nothing about other batches.
    self = scale > 0 ? .examples(scale) : .unknown
  }
}
