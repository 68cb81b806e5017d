public import LearningRate

/// The result of a training step: everything that is reported and recorded about it.
public struct StepReport: Sendable, Equatable {
  /// The step's number, from 0.
  public let step: Int
  /// The batch's mean loss before the updates; the sum if the step differentiates several losses.
  public internal(set) var loss = 0.0
  /// The parts of the loss, unweighted, if the model has several.
  public internal(set) var losses: [String: Double] = [:]
  /// The number of examples, if the plan schedules it; nil for a fixed batch size.
  public internal(set) var batchSize: Int?
  /// The updates, in their order.
  public internal(set) var updates: [Update] = []

  /// One update of one updater.
  public struct Update: Sendable, Equatable {
    /// The updater's name; empty if there is only one.
    public let updater: String
    /// The number of the updater's previous updates: the position in its plan.
    public let number: Int
    /// The loss that was differentiated for the updater.
    public let loss: Double
    /// The hyperparameters of the update.
    public let values: PlanValues
    /// The effective learning rate of a rule that finds its own, such as Prodigy's d·η; otherwise
    /// the rate in ``values``.
    public let effectiveRate: Double
    /// The global gradient norm before clipping.
    public let gradientNorm: Double
    /// Whether the parameters were changed; false if a gradient was not finite.
    public let isMade: Bool
    /// The norms of the layers, at the steps that measure them.
    public var layers: [LayerwiseNorms] = []
  }

  init(step: Int) { self.step = step }

  /// The learning rate of the first update; NaN if there is none.
  public var learningRate: Double { updates.first?.effectiveRate ?? .nan }
  /// The gradient norm of the first update; NaN if there is none.
  public var gradientNorm: Double { updates.first?.gradientNorm ?? .nan }
  /// Whether any parameter was changed.
  public var updated: Bool { updates.contains(where: \.isMade) }
}
