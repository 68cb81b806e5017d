internal import Torch

/// The batches of a training's steps, made when they are needed or ahead of them on another thread.
///
/// A batch is a function of (seed, step), and is made without gradients and on one processor thread either
/// way, so when and where it is made changes no bit of it. The data are asked by one thread at a time.
final class BatchSupply {
  /// Above this, handing a batch over costs less than waiting for it.
  static let worthwhile = Duration.microseconds(50)

  private let data: any TrainingData
  private let seed: UInt64
  private let device: Device
  private let microBatchSize: Int?
  private let preparation: BatchPreparation
  private let hasIdleProcessor: Bool
  /// The data's own order, in batches of the usual size.
  let base: any BatchOrder
  /// Which examples each step sees.
  private(set) var order: any BatchOrder
  /// Nothing is made ahead for this step and later ones: the run ends before.
  var end = Int.max
  /// The step at hand: it may ask for its batch several times.
  private var current: (step: Int, batch: Batch)?
  private var upcoming: Upcoming?
  private var worker: WorkerThread?
  /// How long the last two batches took.
  private var durations = [Duration.zero, .zero]

  /// The batches of `data` on `device`, for a machine that has a processor to spare while a step runs, or not.
  init(
    _ data: any TrainingData, on device: Device, batchSize: Int, microBatchSize: Int?, seed: UInt64,
    preparation: BatchPreparation, hasIdleProcessor: Bool
  ) throws {
    base = try data.order(batchSize: batchSize, seed: seed, for: .training)
    order = base
    (self.data, self.seed, self.preparation) = (data, seed, preparation)
    self.device = device
    (self.microBatchSize, self.hasIdleProcessor) = (microBatchSize, hasIdleProcessor)
  }

  deinit { worker?.wait() }

  /// The number of examples; nil for a stream.
  var count: Int? { data.exampleCount }

  /// Deals out batches of scheduled sizes from `step` on, which begins at `place`, or behind batches of the
  /// usual size.
  ///
  /// - Throws: `TrainingError` for data whose batches have their sizes by themselves.
  func schedule(_ sizes: BatchSizes, from step: Int, at place: DataPlace? = nil) throws {
    guard let base = base as? any ResizableOrder else { throw Self.unschedulable(base) }
    worker?.wait()
    order = ScheduledOrder(
      base, sizes: sizes, from: step, at: place ?? base.place(before: step))
    // What was made ahead may be of another size.
    (current, upcoming) = (nil, nil)
  }

  static func unschedulable(_ order: any BatchOrder) -> TrainingError {
    TrainingError(
      "batchSize cannot be scheduled for data that is dealt out \(order), only where it is shuffled, in "
        + "order or streamed")
  }

  /// Where `step` begins; nil unless the batch size is scheduled.
  func place(before step: Int) -> DataPlace? {
    guard var order = order as? ScheduledOrder else { return nil }
    return order.place(before: step)
  }

  /// The scheduled sizes; nil for batches of one size.
  var sizes: BatchSizes? { (order as? ScheduledOrder)?.sizes }

  /// The number of examples of `step`.
  func count(of step: Int) -> Int { order.indices(at: step).count }

  /// The examples of `step` in parts of as many as the model sees at once.
  func pieces(of step: Int) -> [ArraySlice<Int64>] {
    let indices = order.indices(at: step)
    let size = microBatchSize ?? indices.count
    return stride(from: indices.startIndex, to: indices.endIndex, by: size).map { start in
      indices[start..<min(start + size, indices.endIndex)]
    }
  }

  /// Makes the batch of `step` if it is not there, and has the next one made ahead where that is asked for.
  ///
  /// - Throws: what went wrong with the batch of `step`, whenever it was made.
  func begin(_ step: Int) throws {
    guard let whole = wholeBatch(of: step) else { return }
    _ = try batch(whole, of: step)
    guard step + 1 < end, isAhead, let next = wholeBatch(of: step + 1) else { return }
    prepare(next, of: step + 1)
  }

  /// The examples `piece` of `step`.
  func batch(_ piece: ArraySlice<Int64>, of step: Int) throws -> Batch {
    if let current, current.step == step { return current.batch }
    worker?.wait()
    guard wholeBatch(of: step) != nil else { return try make(piece, of: step).get() }
    defer { upcoming = nil }
    let result = upcoming?.step == step ? upcoming?.made : nil
    current = nil
    let made = result ?? make(piece, of: step)
    durations = [durations[1], made.duration]
    let batch = try made.get()
    current = (step, batch)
    return batch
  }

  /// One example, as a step sees it.
  func example() throws -> Batch {
    worker?.wait()
    return try make([0], of: 0).get()
  }

  private var isAhead: Bool {
    switch preparation {
    case .whenNeeded: false
    case .ahead: true
    case .automatic: hasIdleProcessor && durations.allSatisfy { $0 > Self.worthwhile }
    }
  }

  /// The examples of `step` if the model sees them at once.
  private func wholeBatch(of step: Int) -> ArraySlice<Int64>? {
    let indices = order.indices(at: step)
    return indices.count <= microBatchSize ?? .max ? indices : nil
  }

  private func prepare(_ indices: ArraySlice<Int64>, of step: Int) {
    if worker == nil {
      // Where no thread is to be had, batches are made when they are needed.
      guard (try? Engine.checkThreads(1)) != nil else { return }
      worker = WorkerThread()
    }
    let next = Upcoming(step: step)
    upcoming = next
    worker?.begin { [data, seed, device] in
      next.made = Self.make(indices, of: step, data, seed: seed, on: device)
    }
  }

  private func make(_ indices: ArraySlice<Int64>, of step: Int) -> Made {
    Self.make(indices, of: step, data, seed: seed, on: device)
  }

  private static func make(
    _ indices: ArraySlice<Int64>, of step: Int, _ data: any TrainingData, seed: UInt64,
    on device: Device
  ) -> Made {
    let start = ContinuousClock.now
    let result = Result {
      try Engine.withoutGradients {
        try Engine.onOneThread {
          try data.batch(indices, at: step, seed: seed).moved(to: device)
        }
      }
    }
    return Made(result: result, duration: ContinuousClock.now - start)
  }

  /// A batch, or why there is none.
  private struct Made {
    let result: Result<Batch, any Error>
    let duration: Duration
    func get() throws -> Batch { try result.get() }
  }

  /// What the worker makes; looked at only after waiting for it.
  private final class Upcoming {
    let step: Int
    var made: Made?
    init(step: Int) { self.step = step }
  }
}
