public import LearningRate
public import Optimizers

/// The contents of a checkpoint besides the weights: everything that a run needs to continue
/// exactly.
public struct CheckpointState: Codable, Hashable, Sendable {
  /// The number of steps made, which is the number of the next step.
  public var step: Int
  /// The run's length in steps.
  public var steps: Int
  /// The number of steps per epoch with which the plans were resolved; nil for a stream.
  public var stepsPerEpoch: Int?
  /// The state of each updater, in the training's order.
  public var updaters: [Updater]
  /// The number of training examples; nil for a stream.
  public var examples: Int?
  /// The order of the examples, in words: `shuffled`.
  public var order: String
  /// The maximum number of examples in a step.
  public var batchSize: Int
  /// The micro-batch size; nil for whole batches.
  public var microBatchSize: Int?
  /// The seed of the order of the examples and of all random numbers.
  public var seed: UInt64
  /// The copies of weights that a controller may restore.
  public var restorePoints: [RestorePoint]
  /// The weights that a scheduled act of a repeated run will restore; nil for none.
  public var keptWeights: [RestorePoint]?
  /// The position in the data at which the next step begins; nil for a fixed batch size.
  public var place: DataPosition?
  /// The device of the computation; nil for the CPU.
  public var device: String?
  /// The number of threads over which sums were split; another number changes the last bits.
  public var threads: Int
  /// The version of libtorch; another one may change the last bits.
  public var torch: String

  /// The state of an updater.
  public struct Updater: Codable, Hashable, Sendable {
    /// The updater's name; empty if there is only one.
    public var name: String
    /// The optimizer's notation.
    public var optimizer: String
    /// The number of updates made: the position in the plan.
    public var updates: Int
    /// The optimizer's own count of updates; smaller if some were skipped.
    public var optimizerCount: Int
    /// The plan's notation.
    public var plan: String
    /// The update at which the plan begins.
    public var planStart: Int
    /// The length with which the plan was resolved.
    public var planSteps: Int
    /// The factor of all acts on the learning rates; nil for 1.
    public var factor: Double?
    /// The plan's controllers, in its order.
    public var controllers: [ControllerState]
    /// The gradient clipping; nil for none.
    public var gradientClipping: GradientClipping?
    /// The state of gradient clipping.
    public var clippingState: GradientClippingState?

    private enum CodingKeys: String, CodingKey {
      case name, optimizer, updates, optimizerCount, plan, planStart, planSteps, factor, controllers
      case gradientClipping = "gradientLimit"
      case clippingState = "gradientLimitState"
    }
  }

  /// The state of a copy of weights, besides its file.
  public struct RestorePoint: Codable, Hashable, Sendable {
    /// The number of steps made.
    public var step: Int
    /// The state of each updater.
    public var updaters: [Memory]

    /// The state of an updater, besides its optimizer state.
    public struct Memory: Codable, Hashable, Sendable {
      /// The number of updates made.
      public var updates: Int
      /// The optimizer's own count of updates.
      public var optimizerCount: Int
      /// The state of gradient clipping.
      public var clippingState: GradientClippingState?

      private enum CodingKeys: String, CodingKey {
        case updates, optimizerCount
        case clippingState = "gradientLimitState"
      }
    }
  }
}

extension CheckpointState {
  /// The notation of the first updater's plan.
  public var plan: String { updaters[0].plan }
  /// The step at which the first updater's plan begins.
  public var planStart: Int { updaters[0].planStart }
  /// The length with which the first updater's plan was resolved.
  public var planSteps: Int { updaters[0].planSteps }

  /// The plans and their positions in the run, in words, for comparing two states.
  public var planned: String {
    updaters.map { updater in
      let words = Self.planned(
        updater.plan, from: updater.planStart, over: updater.planSteps, steps: steps)
      return updater.name.isEmpty ? words : "\(updater.name): \(words)"
    }.joined(separator: "; ")
  }

  /// The words for values that are not in a checkpoint yet.
  package static func planned(
    _ plan: String, from start: Int, over planSteps: Int, steps: Int
  ) -> String {
    let origin = start == 0 ? "" : " from step \(start)"
    let over = planSteps == steps - start ? "" : ", the plan for \(planSteps)"
    return "\(plan)\(origin), \(steps) steps\(over)"
  }
}
