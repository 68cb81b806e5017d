import Foundation
import LearningRate
import Optimizers
import Synchronization
import Testing
import Torch
import Training

/// Examples that notice who asks for them, and of which one cannot be made.
private final class Watched: Dataset {
  private let base: any Dataset
  private let broken: Int?
  private let log = Mutex<(isOnMain: [Bool], steps: [Int])>(([], []))
  private let main = pthread_self()

  init(_ base: any Dataset, broken: Int? = nil) { (self.base, self.broken) = (base, broken) }

  var count: Int { base.count }
  /// For each batch that was made, whether it was on the thread that made this.
  var isOnMain: [Bool] { log.withLock { $0.isOnMain } }
  /// The steps that batches were made for.
  var steps: [Int] { log.withLock { $0.steps } }

  func batch(_ indices: ArraySlice<Int64>) throws -> Batch { try base.batch(indices) }

  func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    log.withLock {
      $0.isOnMain.append(pthread_equal(pthread_self(), main) != 0)
      $0.steps.append(step)
    }
    if step == broken { throw TrainingError("the image is damaged") }
    return try base.batch(indices, at: step, seed: seed)
  }
}

@Suite struct BatchLoaderTests {
  private func training(
    _ data: any TrainingData, _ prefetching: Prefetching, steps: Int = 12,
    microBatchSize: Int? = nil, threads: Int = 1
  ) throws -> TrainingRun {
    let model = try network(seed: 1)
    Engine.threads = threads
    return try Trainer(
      model: model, optimizer: .adamw(), plan: try Plan("cosine(from: 0.01, to: 0)"),
      length: .steps(steps), batchSize: 8, seed: 7, microBatchSize: microBatchSize,
      prefetching: prefetching
    ).fit(data)
  }

  private func noisy(_ data: any Dataset) -> any Dataset {
    func noisy(_ data: some Dataset) -> any Dataset {
      data.transformed { example, generator in
        let noise = try Tensor.normal(example.input.shape, standardDeviation: 0.1)
        let gain = Double.random(in: 0.5...1.5, using: &generator)
        return example.replacing("input", by: try (example.input + noise) * gain)
      }
    }
    return noisy(data)
  }

  @Test(arguments: [1, 2])
  func `made ahead a batch has the same bits as made when needed`(threads: Int) throws {
    let ahead = try training(noisy(images()), .ahead, threads: threads)
    let needed = try training(noisy(images()), .whenNeeded, threads: threads)
    #expect(try ahead.events() == needed.events())
    #expect(try ahead.checkpointFiles() == needed.checkpointFiles())
    #expect(try ahead.checkpointState() == needed.checkpointState())
  }

  @Test func `sums over many numbers are the same on both threads`() throws {
    // A sum that is split over two threads has other last bits than one that is not.
    let numbers = (0..<1_000_003).map { (place: Int) -> Float in
      let mixed = (place &* 2_654_435_761) & 0xffff
      return Float(mixed) / 65536 - 0.3
    }
    let table = try Tensor(numbers, shape: [1_000_003])
    func centred() throws -> any Dataset {
      try images().transformed { example, _ in
        example.replacing("input", by: try example.input * (table.sum().item() - 199_992))
      }
    }
    let ahead = try training(centred(), .ahead, steps: 4, threads: 2)
    let needed = try training(centred(), .whenNeeded, steps: 4, threads: 2)
    #expect(try ahead.events() == needed.events())
  }

  @Test func `the first batch is made here, each other one elsewhere, and none after the end`()
    throws
  {
    let data = Watched(try images())
    let training = try training(data, .ahead, steps: 6)
    _ = try training.events()
    #expect(data.steps == [0, 1, 2, 3, 4, 5])
    #expect(data.isOnMain == [true] + Array(repeating: false, count: 5))
    let needed = Watched(try images())
    _ = try self.training(needed, .whenNeeded, steps: 6).events()
    #expect(needed.steps == [0, 1, 2, 3, 4, 5])
    #expect(needed.isOnMain.allSatisfy { $0 })
  }

  @Test(arguments: [Prefetching.ahead, .whenNeeded, .automatic])
  func `a batch that cannot be made ends the step that needs it, not the one before`(
    prefetching: Prefetching
  ) throws {
    let training = try training(Watched(try images(), broken: 3), prefetching)
    for step in 0..<3 { #expect(try training.next()?.label == "step \(step)") }
    for _ in 0..<2 {
      let error = #expect(throws: TrainingError.self) { try training.next() }
      #expect(error?.description == "the image is damaged")
      #expect(training.learner.step == 3)
    }
    // One that is not needed is no fault.
    let short = try self.training(Watched(try images(), broken: 3), prefetching, steps: 3)
    #expect(try short.events().last?.label == "finished 3")
  }

  @Test func `a batch in pieces is made piece by piece, with the numbers of the whole`() throws {
    let data = Watched(noisy(try images()))
    let pieces = try training(data, .ahead, steps: 3, microBatchSize: 3)
    _ = try pieces.events()
    #expect(data.steps == [0, 0, 0, 1, 1, 1, 2, 2, 2])
    let batch = try noisy(images()).batch([4, 9, 2], at: 5, seed: 7).input
    let part = try noisy(images()).batch([9], at: 5, seed: 7).input
    #expect(
      try batch.scalars(as: Float.self)[16..<32].elementsEqual(part.scalars(as: Float.self)))
  }

  @Test func `going back while a batch is made ahead gives the same numbers again`() throws {
    let learner = try training(noisy(images()), .ahead, steps: 100).learner
    _ = try learner.advance(learningRate: 0.01)
    let snapshot = try learner.snapshot()
    let first = try (0..<4).map { _ in try learner.advance(learningRate: 0.01).loss }
    try learner.restore(snapshot)
    #expect(try (0..<4).map { _ in try learner.advance(learningRate: 0.01).loss } == first)
  }
}
