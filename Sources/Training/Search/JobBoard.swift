internal import Foundation
internal import Search

/// The jobs that are left, the steps that were not yet told, and the results; the condition guards all.
final class JobBoard<Output>: @unchecked Sendable {
  private let condition = NSCondition()
  private let jobs: [TrialRunner.Job<Output>]
  private var taken = 0
  private var ended = 0
  private var steps: [TrialRunner.Step] = []
  private var isStopped = false
  private var outcomes: [Result<Output, any Error>?]

  init(_ jobs: [TrialRunner.Job<Output>]) {
    self.jobs = jobs
    outcomes = Array(repeating: nil, count: jobs.count)
  }

  func next() -> (Int, TrialRunner.Job<Output>)? {
    condition.withLock {
      guard taken < jobs.count else { return nil }
      defer { taken += 1 }
      return (taken, jobs[taken])
    }
  }

  func tell(_ step: TrialRunner.Step) -> Bool {
    condition.withLock {
      guard !isStopped else { return false }
      steps.append(step)
      condition.broadcast()
      return true
    }
  }

  func finish(_ index: Int, with outcome: Result<Output, any Error>) {
    condition.withLock {
      outcomes[index] = outcome
      ended += 1
      // What failed would only be waited for.
      if case .failure = outcome { isStopped = true }
      condition.broadcast()
    }
  }

  /// Passes the steps on until all jobs have ended.
  func follow(_ progress: (TrialRunner.Step) -> Bool) {
    while true {
      let (new, isOver) = condition.withLock {
        while steps.isEmpty, ended < jobs.count { condition.wait() }
        defer { steps = [] }
        return (steps, ended == jobs.count)
      }
      for step in new where !progress(step) {
        condition.withLock { isStopped = true }
        break
      }
      if isOver { return }
    }
  }

  /// The results; a job that was stopped because another failed does not hide the other's error.
  func results() throws -> [Output] {
    let errors = outcomes.compactMap { outcome -> (any Error)? in
      if case .failure(let error)? = outcome { return error }
      return nil
    }
    if let first = errors.first(where: { !($0 is SearchError) }) ?? errors.first { throw first }
    return try outcomes.compactMap { try $0?.get() }
  }
}
