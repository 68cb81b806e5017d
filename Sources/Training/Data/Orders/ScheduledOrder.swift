/// The base's order in batches of scheduled sizes.
///
/// A batch begins where the one before ended, so its place follows from all sizes before it, from a step
/// whose place is known on: that is stored with a checkpoint.
public struct ScheduledOrder: BatchOrder {
  /// The sizes of the steps.
  public let sizes: BatchSizes
  private var base: any ResizableOrder
  /// A step whose place is known.
  private let origin: (step: Int, place: DataPlace)
  /// The place of the step that was asked for last, or of one before: steps come one after the other.
  private var latest: (step: Int, place: DataPlace)

  /// The examples of `base` in batches of these sizes, where `step` begins at `place`.
  public init(_ base: any ResizableOrder, sizes: BatchSizes, from step: Int, at place: DataPlace) {
    (self.base, self.sizes, origin) = (base, sizes, (step, place))
    latest = origin
  }

  /// The most examples of a step.
  public var batchSize: Int { sizes.range.upperBound }

  /// That of the base: with batches of the usual size.
  public var stepsPerEpoch: Int? { base.stepsPerEpoch }

  /// The base's.
  public var description: String { base.description }

  /// Where `step` begins.
  ///
  /// - Precondition: a step from the one on whose place was given.
  public mutating func place(before step: Int) -> DataPlace {
    precondition(
      step >= origin.step, "step must be at least \(origin.step); received \(step)")
    if step < latest.step { latest = origin }
    // The step before is asked for again, so it stays known.
    while latest.step < step - 1 { latest = next(latest) }
    return latest.step < step ? next(latest).place : latest.place
  }

  private func next(_ known: (step: Int, place: DataPlace)) -> (step: Int, place: DataPlace) {
    (known.step + 1, base.extent(of: sizes[known.step], from: known.place).end)
  }

  /// The examples of `step`.
  public mutating func indices(at step: Int) -> ArraySlice<Int64> {
    base.indices(of: base.extent(of: sizes[step], from: place(before: step)))
  }
}
