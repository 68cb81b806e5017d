public import LearningRate
public import Optimizers

/// What a checkpoint says beside the weights: all that a run needs to go on exactly.
public struct CheckpointState: Codable, Hashable, Sendable {
  /// The number of updates made, and so the next step's number.
  public var step: Int
  /// The number of updates that the optimizer counts; fewer when some were skipped.
  public var optimizerCount: Int
  /// The optimizer's notation.
  public var optimizer: String
  /// The plan's notation.
  public var plan: String
  /// The step of the run at which the plan's own step 0 lies.
  public var planStart: Int
  /// The length that the plan was resolved with.
  public var planSteps: Int
  /// The run's length.
  public var steps: Int
  /// The epoch's length that the plan was resolved with.
  public var stepsPerEpoch: Int
  /// The number of training examples.
  public var examples: Int
  /// Examples per step.
  public var batchSize: Int
  /// The most examples at once; nil for whole batches.
  public var microBatchSize: Int?
  /// How gradients that are too large are made smaller; nil for not at all.
  public var gradientLimit: GradientClipping?
  /// What that remembers of the gradients before.
  public var gradientLimitState: GradientClippingState?
  /// Decides the order of the examples and all draws.
  public var seed: UInt64
  /// The plan's controllers, in its order.
  public var controllers: [ControllerState]
  /// The copies of weights that a controller may go back to: the updates made by then, and those
  /// that the optimizer counted.
  public var restorePoints: [RestorePoint]
  /// The threads that sums were split over; another number gives other last bits.
  public var threads: Int
  /// The version of libtorch; another may give other last bits.
  public var torch: String
}

extension CheckpointState {
  /// What is stored of a copy of weights, beside its file.
  public struct RestorePoint: Codable, Hashable, Sendable {
    /// The number of updates made.
    public var step: Int
    /// The number of updates that the optimizer counted.
    public var optimizerCount: Int
    /// What the limit on gradients remembered.
    public var gradientLimitState: GradientClippingState?
  }

  /// The plan and its place in the run, in words that two states are compared by.
  public var planned: String { Self.planned(plan, from: planStart, over: planSteps, steps: steps) }

  /// The same for values that no checkpoint has yet.
  package static func planned(
    _ plan: String, from start: Int, over planSteps: Int, steps: Int
  ) -> String {
    let place = start == 0 ? "" : " from step \(start)"
    let over = planSteps == steps - start ? "" : ", the plan for \(planSteps)"
    return "\(plan)\(place), \(steps) steps\(over)"
  }
}
