/// The base's order, in batches of scheduled sizes.
///
/// A batch begins where the previous one ends, so its position depends on the sizes of all batches
/// since a step whose position is known. A checkpoint stores that position.
public struct ScheduledOrder: BatchOrder {
  /// The batch sizes of the steps.
  public let sizes: BatchSizes
  private var base: any ResizableOrder
  /// A step whose position is known.
  private let origin: (step: Int, position: DataPosition)
  /// The position of the latest requested step, or of one before, since steps are requested in
  /// order.
  private var latest: (step: Int, position: DataPosition)

  /// Creates batches of these sizes over `base`, where `step` begins at `place`.
  public init(
    _ base: any ResizableOrder, sizes: BatchSizes, from step: Int, at position: DataPosition
  ) {
    (self.base, self.sizes, origin) = (base, sizes, (step, position))
    latest = origin
  }

  /// The maximum number of examples in a step.
  public var batchSize: Int { sizes.range.upperBound }

  /// The base's steps per epoch, with batches of the fixed size.
  public var stepsPerEpoch: Int? { base.stepsPerEpoch }

  /// The base's description.
  public var description: String { base.description }

  /// The position at which `step` begins.
  ///
  /// - Precondition: `step` is not before the step with the known position.
  public mutating func position(before step: Int) -> DataPosition {
    precondition(
      step >= origin.step, "step must be at least \(origin.step); received \(step)")
    if step < latest.step { latest = origin }
    // The previous step may be requested again, so its position is kept.
    while latest.step < step - 1 { latest = next(latest) }
    return latest.step < step ? next(latest).position : latest.position
  }

  private func next(_ known: (step: Int, position: DataPosition)) -> (
    step: Int, position: DataPosition
  ) {
    (known.step + 1, base.extent(of: sizes[known.step], from: known.position).end)
  }

  /// The examples of `step`.
  public mutating func indices(at step: Int) -> ArraySlice<Int64> {
    base.indices(of: base.extent(of: sizes[step], from: position(before: step)))
  }
}
