internal import Torch

/// Makes the batches of a training, when they are needed or ahead on another thread.
///
/// A batch is a function of (seed, step), made without gradients and on one CPU thread, so its bits
/// do not depend on when and where it is made. Only one thread at a time uses the data.
final class BatchLoader {
  /// The duration above which making a batch ahead saves time.
  static let worthwhile = Duration.microseconds(50)

  private let data: any TrainingData
  private let seed: UInt64
  private let device: Device
  private let microBatchSize: Int?
  private let prefetching: Prefetching
  private let hasIdleProcessor: Bool
  /// The data's own order, in batches of the fixed size.
  let base: any BatchOrder
  /// The examples of each step.
  private(set) var order: any BatchOrder
  /// The end of the run: no batch is made ahead for this step or later ones.
  var end = Int.max
  /// The current step's batch; the step may request it several times.
  private var current: (step: Int, batch: Batch)?
  private var upcoming: Upcoming?
  private var worker: WorkerThread?
  /// The durations of making the last two batches.
  private var durations = [Duration.zero, .zero]

  /// Creates a loader of the batches of `data` on `device`.
  init(
    _ data: any TrainingData, on device: Device, batchSize: Int, microBatchSize: Int?, seed: UInt64,
    prefetching: Prefetching, hasIdleProcessor: Bool
  ) throws {
    base = try data.order(batchSize: batchSize, seed: seed, for: .training)
    order = base
    (self.data, self.seed, self.prefetching) = (data, seed, prefetching)
    self.device = device
    (self.microBatchSize, self.hasIdleProcessor) = (microBatchSize, hasIdleProcessor)
  }

  deinit { worker?.wait() }

  /// The number of examples; nil for a stream.
  var count: Int? { data.exampleCount }

  /// Uses batches of scheduled sizes from `step` on. `step` begins at `place`; the default is the
  /// position after batches of the fixed size.
  ///
  /// - Throws: `TrainingError` for data whose order determines the batch sizes.
  func schedule(_ sizes: BatchSizes, from step: Int, at position: DataPosition? = nil) throws {
    guard let base = base as? any ResizableOrder else { throw Self.unschedulable(base) }
    worker?.wait()
    order = ScheduledOrder(
      base, sizes: sizes, from: step, at: position ?? base.position(before: step))
    // A batch that was made ahead may have another size.
    (current, upcoming) = (nil, nil)
  }

  static func unschedulable(_ order: any BatchOrder) -> TrainingError {
    TrainingError(
      "batchSize can be scheduled only for data that is shuffled, in order or streamed; received data "
        + "\(order)")
  }

  /// The position in the data at which `step` begins; nil unless the batch size is scheduled.
  func position(before step: Int) -> DataPosition? {
    guard var order = order as? ScheduledOrder else { return nil }
    return order.position(before: step)
  }

  /// The scheduled sizes; nil for a fixed batch size.
  var sizes: BatchSizes? { (order as? ScheduledOrder)?.sizes }

  /// The number of examples of `step`.
  func count(of step: Int) -> Int { order.indices(at: step).count }

  /// The examples of `step` as micro-batches.
  func pieces(of step: Int) -> [ArraySlice<Int64>] {
    let indices = order.indices(at: step)
    let size = microBatchSize ?? indices.count
    return stride(from: indices.startIndex, to: indices.endIndex, by: size).map { start in
      indices[start..<min(start + size, indices.endIndex)]
    }
  }

  /// Makes the batch of `step` if it does not exist yet, and starts making the next one ahead if
  /// enabled.
  ///
  /// - Throws: the error of making the batch of `step`, whenever it occurred.
  func begin(_ step: Int) throws {
    guard let whole = wholeBatch(of: step) else { return }
    _ = try batch(whole, of: step)
    guard step + 1 < end, isAhead, let next = wholeBatch(of: step + 1) else { return }
    prepare(next, of: step + 1)
  }

  /// The batch of the examples `piece` of `step`.
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

  /// One example, as in step 0.
  func example() throws -> Batch {
    worker?.wait()
    return try make([0], of: 0).get()
  }

  private var isAhead: Bool {
    switch prefetching {
    case .whenNeeded: false
    case .ahead: true
    case .automatic: hasIdleProcessor && durations.allSatisfy { $0 > Self.worthwhile }
    }
  }

  /// The examples of `step` if they form a single micro-batch; otherwise nil.
  private func wholeBatch(of step: Int) -> ArraySlice<Int64>? {
    let indices = order.indices(at: step)
    return indices.count <= microBatchSize ?? .max ? indices : nil
  }

  private func prepare(_ indices: ArraySlice<Int64>, of step: Int) {
    if worker == nil {
      // If no thread is available, batches are made when they are needed.
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

  /// A batch or the error of making it, and the time that it took.
  private struct Made {
    let result: Result<Batch, any Error>
    let duration: Duration
    func get() throws -> Batch { try result.get() }
  }

  /// A batch that the worker makes; read only after waiting for the worker.
  private final class Upcoming {
    let step: Int
    var made: Made?
    init(step: Int) { self.step = step }
  }
}
