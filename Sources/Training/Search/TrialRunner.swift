internal import Foundation
internal import Search
internal import Torch

/// Runs short trainings: one after the other on one learner, or several at once, each on a learner and
/// a thread of its own.
///
/// A training on a thread of its own uses one processor, so its numbers do not depend on how many others
/// run beside it.
package final class TrialRunner {
  /// A short training with a result; it tells each of its steps.
  typealias Job<Result> = (_ learner: Learner, _ tell: (Step) throws -> Void) throws -> Result

  /// A step of a training.
  struct Step {
    let trialRate: Double
    let isCooling: Bool
    let learningRate: Double
    let loss: Double
  }

  private let learner: Learner?
  private let makeWorkers: () -> [TrialWorker]
  /// Threads start with the first training.
  private lazy var workers = makeWorkers()

  /// Runs on `learner`, one training after the other.
  package init(on learner: Learner) { (self.learner, makeWorkers) = (learner, { [] }) }

  /// Runs up to `count` at once. Each thread makes its learner when it first needs one.
  package init(count: Int, replica: @escaping () throws -> Learner) {
    let maker = ReplicaMaker(make: replica)
    (learner, makeWorkers) = (nil, { (0..<max(1, count)).map { _ in TrialWorker(maker) } })
  }

  /// The results of `jobs`, in their order.
  ///
  /// - Parameter progress: called on this thread for each step; returns false to stop all.
  /// - Throws: `SearchError.stopped`; the first job's error, in their order.
  func results<Result>(
    of jobs: [Job<Result>], progress: (Step) -> Bool
  ) throws -> [Result] {
    if let learner {
      return try jobs.map { job in
        try job(learner) { step in
          guard progress(step) else { throw SearchError.stopped }
        }
      }
    }
    let board = JobBoard(jobs)
    for worker in workers.prefix(jobs.count) { worker.serve(board) }
    board.follow(progress)
    for worker in workers { worker.wait() }
    return try board.results()
  }
}

/// Makes replicas one at a time, since the closure is the caller's.
private final class ReplicaMaker: @unchecked Sendable {
  private let lock = NSLock()
  private let make: () throws -> Learner

  init(make: @escaping () throws -> Learner) { self.make = make }

  func replica() throws -> Learner { try lock.withLock { try make() } }
}

/// A thread with its learner.
private final class TrialWorker: @unchecked Sendable {
  private let thread = WorkerThread()
  private let maker: ReplicaMaker
  private var learner: Learner?

  init(_ maker: ReplicaMaker) { self.maker = maker }

  /// Takes jobs until none is left.
  func serve<Result>(_ board: JobBoard<Result>) {
    thread.begin { [self] in
      Engine.onOneThread {
        while let (index, job) = board.next() {
          board.finish(
            index,
            with: Swift.Result {
              let learner = try self.learner ?? maker.replica()
              self.learner = learner
              return try job(learner) { step in
                guard board.tell(step) else { throw SearchError.stopped }
              }
            })
        }
      }
    }
  }

  func wait() { thread.wait() }
}
