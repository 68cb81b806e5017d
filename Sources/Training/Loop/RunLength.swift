public import LearningRate

/// The length of a run, in steps and in epochs.
///
/// If the plan schedules the batch size, an epoch has no fixed number of steps: a length in epochs
/// is then the smallest number of steps that covers those epochs, and ``stepsPerEpoch`` is an
/// average.
public struct RunLength: Hashable, Sendable {
  /// The number of steps.
  public let steps: Int
  /// The number of steps in an epoch, on average; nil for a stream.
  public let stepsPerEpoch: Int?
  /// The number of epochs; nil for a stream.
  public let epochs: Double?
  /// The scheduled batch sizes; nil for a fixed batch size.
  public let sizes: BatchSizes?

  /// Resolves `length` for a run of `learner` under the first updater's `plan`. Nil stands for a
  /// plan that schedules no batch size.
  ///
  /// - Throws: an error that names the length if it cannot be resolved.
  public init(_ length: Length, of learner: Learner, under plan: Plan?) throws {
    guard let plan, plan.schedulesBatchSize else {
      stepsPerEpoch = learner.stepsPerEpoch
      steps = try length.stepCount(named: "length", stepsPerEpoch: stepsPerEpoch)
      epochs = stepsPerEpoch.map { [steps] in Double(steps) / Double($0) }
      sizes = nil
      return
    }
    guard let order = learner.loader.base as? any ResizableOrder else {
      throw BatchLoader.unschedulable(learner.loader.base)
    }
    let usual = try length.stepCount(named: "length", stepsPerEpoch: learner.stepsPerEpoch)
    let updates = learner.trainingStep.updateCount(of: learner.updaters[0].name)
    func batchSizes(over steps: Int) throws -> BatchSizes {
      learner.batchSizes(
        of: try plan.resolved(
          steps: steps * updates, stepsPerEpoch: learner.stepsPerEpoch.map { $0 * updates }))
    }
    if length.unit == .epochs {
      steps = try Self.steps(seeing: length.amount, near: usual) { steps in
        try order.epochs(in: steps, of: batchSizes(over: steps), count: learner.loader.count ?? 1)
      }
    } else {
      steps = usual
    }
    let resolved = try batchSizes(over: steps)
    self.sizes = resolved
    let epochs = learner.loader.count.map { [steps] in
      order.epochs(in: steps, of: resolved, count: $0)
    }
    stepsPerEpoch = epochs.map { [steps] in max(1, Int((Double(steps) / $0).rounded())) }
    self.epochs = epochs
  }

  /// The smallest number of steps that covers `epochs` epochs; the number of epochs increases with
  /// the number of steps.
  private static func steps(
    seeing epochs: Double, near usual: Int, epochsIn: (Int) throws -> Double
  ) throws -> Int {
    var (low, high) = (0, usual)
    while try epochsIn(high) < epochs {
      guard high <= Window.maximumSteps / 2 else {
        throw TrainingError("length must be at most 1e15 steps; received \(Length.epochs(epochs))")
      }
      (low, high) = (high, high * 2)
    }
    // The search alternates linear interpolation and bisection.
    var (below, above) = (low == 0 ? 0 : try epochsIn(low), try epochsIn(high))
    var isMiddle = false
    while high - low > 1 {
      let fraction = isMiddle || above <= below ? 0.5 : (epochs - below) / (above - below)
      let guess = low + Int((fraction * Double(high - low)).rounded())
      let next = min(max(guess, low + 1), high - 1)
      let found = try epochsIn(next)
      if found < epochs { (low, below) = (next, found) } else { (high, above) = (next, found) }
      isMiddle.toggle()
    }
    return high
  }
}

extension ResizableOrder {
  /// The number of epochs of `count` examples in `steps` steps; examples that an epoch omits count
  /// as used. Above two million steps, a sample of the steps is used and omitted examples are
  /// neglected.
  fileprivate func epochs(in steps: Int, of sizes: BatchSizes, count: Int) -> Double {
    guard steps <= 2_000_000 else {
      let sample = 200_000
      let seen = (0..<sample).reduce(0.0) { sum, position in
        sum + Double(min(sizes[Int(Double(steps) * Double(position) / Double(sample))], count))
      }
      return seen / Double(sample) * Double(steps) / Double(count)
    }
    var position = DataPosition(epoch: 0, example: 0)
    for step in 0..<steps { position = extent(of: sizes[step], from: position).end }
    // An epoch ends when the next batch begins another.
    let next = extent(of: sizes[steps], from: position)
    return Double(next.epoch) + Double(next.examples.lowerBound) / Double(count)
  }
}
