public import LearningRate

/// How long a run is, in steps and in passes over its data.
///
/// Where the plan schedules the batch size, an epoch has no fixed number of steps: a length in epochs is
/// then the fewest steps that see the data so often, and ``stepsPerEpoch`` is their average.
public struct RunLength: Hashable, Sendable {
  /// The number of steps.
  public let steps: Int
  /// The number of steps in which every example is seen about once, on the average; nil for a stream.
  public let stepsPerEpoch: Int?
  /// How often the data is seen; nil for a stream.
  public let epochs: Double?
  /// The scheduled batch sizes; nil for batches of one size.
  public let sizes: BatchSizes?

  /// A run of `length` with `loop`, under the first updater's `plan`; nil for one that schedules no batch
  /// size.
  ///
  /// - Throws: an error that names a length that cannot be resolved.
  public init(_ length: Length, of loop: TrainingLoop, under plan: Plan?) throws {
    guard let plan, plan.schedulesBatchSize else {
      stepsPerEpoch = loop.stepsPerEpoch
      steps = try length.stepCount(named: "length", stepsPerEpoch: stepsPerEpoch)
      epochs = stepsPerEpoch.map { [steps] in Double(steps) / Double($0) }
      sizes = nil
      return
    }
    guard let order = loop.supply.base as? any ResizableOrder else {
      throw BatchSupply.unschedulable(loop.supply.base)
    }
    let usual = try length.stepCount(named: "length", stepsPerEpoch: loop.stepsPerEpoch)
    let updates = loop.trainingStep.updateCount(of: loop.updaters[0].name)
    func batchSizes(over steps: Int) throws -> BatchSizes {
      loop.batchSizes(
        of: try plan.resolved(
          steps: steps * updates, stepsPerEpoch: loop.stepsPerEpoch.map { $0 * updates }))
    }
    if length.unit == .epochs {
      steps = try Self.steps(seeing: length.amount, near: usual) { steps in
        try order.epochs(in: steps, of: batchSizes(over: steps), count: loop.supply.count ?? 1)
      }
    } else {
      steps = usual
    }
    let resolved = try batchSizes(over: steps)
    self.sizes = resolved
    let epochs = loop.supply.count.map { [steps] in
      order.epochs(in: steps, of: resolved, count: $0)
    }
    stepsPerEpoch = epochs.map { [steps] in max(1, Int((Double(steps) / $0).rounded())) }
    self.epochs = epochs
  }

  /// The fewest steps in which the data is seen `epochs` times; the more steps, the more often.
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
    // About as many more for as many epochs more: where that line meets, and the middle, in turns.
    var (below, above) = (low == 0 ? 0 : try epochsIn(low), try epochsIn(high))
    var isMiddle = false
    while high - low > 1 {
      let share = isMiddle || above <= below ? 0.5 : (epochs - below) / (above - below)
      let guess = low + Int((share * Double(high - low)).rounded())
      let next = min(max(guess, low + 1), high - 1)
      let found = try epochsIn(next)
      if found < epochs { (low, below) = (next, found) } else { (high, above) = (next, found) }
      isMiddle.toggle()
    }
    return high
  }
}

extension ResizableOrder {
  /// How often data of `count` examples is seen in `steps` steps; what an epoch leaves over counts as seen. Of very
  /// many steps a sample is looked at, and what is left over is not.
  fileprivate func epochs(in steps: Int, of sizes: BatchSizes, count: Int) -> Double {
    guard steps <= 2_000_000 else {
      let sample = 200_000
      let seen = (0..<sample).reduce(0.0) { sum, place in
        sum + Double(min(sizes[Int(Double(steps) * Double(place) / Double(sample))], count))
      }
      return seen / Double(sample) * Double(steps) / Double(count)
    }
    var place = DataPlace(epoch: 0, example: 0)
    for step in 0..<steps { place = extent(of: sizes[step], from: place).end }
    // The epoch is over when the next batch begins another.
    let next = extent(of: sizes[steps], from: place)
    return Double(next.epoch) + Double(next.examples.lowerBound) / Double(count)
  }
}
