public import LearningRate
public import Optimizers

/// What a checkpoint says beside the weights: all that a run needs to go on exactly.
public struct CheckpointState: Codable, Hashable, Sendable {
  /// The number of steps made, and so the next step's number.
  public var step: Int
  /// The run's length in steps.
  public var steps: Int
  /// The epoch's length that the plans were resolved with; nil for a stream.
  public var stepsPerEpoch: Int?
  /// What is remembered of each updater, in the training's order.
  public var updaters: [Updater]
  /// The number of training examples; nil for a stream.
  public var examples: Int?
  /// Which examples each step sees, in words: `shuffled`.
  public var order: String
  /// The most examples of a step.
  public var batchSize: Int
  /// The most examples at once; nil for whole batches.
  public var microBatchSize: Int?
  /// Decides the order of the examples and all draws.
  public var seed: UInt64
  /// The copies of weights that a controller may go back to.
  public var restorePoints: [RestorePoint]
  /// The weights that a later act of a repeated run goes back to; nil for none.
  public var keptWeights: [RestorePoint]?
  /// Where in the data the next step begins, where the batch size is scheduled; nil for batches of one size.
  public var place: DataPlace?
  /// The device that numbers were computed on; nil for the processor.
  public var device: String?
  /// The threads that sums were split over; another number gives other last bits.
  public var threads: Int
  /// The version of libtorch; another may give other last bits.
  public var torch: String

  /// What is remembered of an updater.
  public struct Updater: Codable, Hashable, Sendable {
    /// Its name; empty for the only one.
    public var name: String
    /// The optimizer's notation.
    public var optimizer: String
    /// The updates so far: the place in the plan.
    public var updates: Int
    /// The number of updates that the optimizer counts; fewer when some were skipped.
    public var optimizerCount: Int
    /// The plan's notation.
    public var plan: String
    /// The update at which the plan's own step 0 lies.
    public var planStart: Int
    /// The length that the plan was resolved with.
    public var planSteps: Int
    /// What acts multiply every rate by; nil for 1.
    public var factor: Double?
    /// The plan's controllers, in its order.
    public var controllers: [ControllerState]
    /// How gradients that are too large are made smaller; nil for not at all.
    public var gradientLimit: GradientClipping?
    /// What that remembers of the gradients before.
    public var gradientLimitState: GradientClippingState?
  }

  /// What is stored of a copy of weights, beside its file.
  public struct RestorePoint: Codable, Hashable, Sendable {
    /// The number of steps made.
    public var step: Int
    /// What was remembered of each updater.
    public var updaters: [Memory]

    /// What is stored of an updater, beside its history.
    public struct Memory: Codable, Hashable, Sendable {
      /// The updates so far.
      public var updates: Int
      /// The number of updates that the optimizer counted.
      public var optimizerCount: Int
      /// What the limit on gradients remembered.
      public var gradientLimitState: GradientClippingState?
    }
  }
}

extension CheckpointState {
  /// The notation of the first updater's plan: the only one's.
  public var plan: String { updaters[0].plan }
  /// The step at which that plan's own step 0 lies.
  public var planStart: Int { updaters[0].planStart }
  /// The length that it was resolved with.
  public var planSteps: Int { updaters[0].planSteps }

  /// The plans and their places in the run, in words that two states are compared by.
  public var planned: String {
    updaters.map { updater in
      let words = Self.planned(
        updater.plan, from: updater.planStart, over: updater.planSteps, steps: steps)
      return updater.name.isEmpty ? words : "\(updater.name): \(words)"
    }.joined(separator: "; ")
  }

  /// The same for values that no checkpoint has yet.
  package static func planned(
    _ plan: String, from start: Int, over planSteps: Int, steps: Int
  ) -> String {
    let place = start == 0 ? "" : " from step \(start)"
    let over = planSteps == steps - start ? "" : ", the plan for \(planSteps)"
    return "\(plan)\(place), \(steps) steps\(over)"
  }
}
