public import LearningRate

/// What a training step did: everything that is told and recorded of it.
public struct StepReport: Sendable, Equatable {
  /// The step's number, from zero.
  public let step: Int
  /// The batch's mean loss before the updates; the sum where the step differentiates several.
  public internal(set) var loss = 0.0
  /// The parts of the loss, unweighted, where the model has several.
  public internal(set) var losses: [String: Double] = [:]
  /// The number of examples, where the plan schedules it; nil for batches of one size.
  public internal(set) var batchSize: Int?
  /// The updates, in their order.
  public internal(set) var updates: [Update] = []

  /// One update of one updater.
  public struct Update: Sendable, Equatable {
    /// The updater's name; empty for the only one.
    public let updater: String
    /// The number of its updates before this one: the place in its plan.
    public let number: Int
    /// The loss that was differentiated for it.
    public let loss: Double
    /// The hyperparameters that it used.
    public let values: PlanValues
    /// The rate that was really used where the rule finds its own, such as Prodigy's d·η; that of
    /// ``values`` otherwise.
    public let usedRate: Double
    /// The global norm of its gradients before any limit.
    public let gradientNorm: Double
    /// Whether the parameters were changed; they are not when a gradient is not finite.
    public let isMade: Bool
    /// The sizes of its layers, at the steps at which they are measured.
    public var layers: [LayerSizes] = []
  }

  init(step: Int) { self.step = step }

  /// The rate that the first update used; NaN without any.
  public var learningRate: Double { updates.first?.usedRate ?? .nan }
  /// The gradients' norm of the first update; NaN without any.
  public var gradientNorm: Double { updates.first?.gradientNorm ?? .nan }
  /// Whether any parameter was changed.
  public var updated: Bool { updates.contains(where: \.isMade) }
}
