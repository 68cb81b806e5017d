public import Foundation
import GRDB

/// The real state of a run, which its record alone does not show.
public struct RunStanding: Hashable, Sendable {
  /// The state.
  public enum State: String, Hashable, Sendable {
    /// A process trains the run.
    case running
    /// Its status is running, but its process is gone.
    case killed
    /// The run reached its last step.
    case finished
    /// The run was stopped before its end.
    case stopped
    /// The run ended with an error.
    case failed
  }

  /// The state.
  public let state: State
  /// The number of updates that are recorded.
  public let updates: Int
  /// The existing checkpoints, as numbers of updates, in rising order.
  public let checkpoints: [Int]

  /// Whether training can continue: from a checkpoint, or from the start if nothing was recorded.
  public var isResumable: Bool {
    [.killed, .stopped, .failed].contains(state) && (!checkpoints.isEmpty || updates == 0)
  }

  /// A state of these parts.
  public init(_ state: State, updates: Int, checkpoints: [Int]) {
    (self.state, self.updates, self.checkpoints) = (state, updates, checkpoints)
  }
}

extension RunStore {
  /// The current state of the run of `record`.
  ///
  /// The lock in its folder shows whether a process trains the run. Without a lock, or on a file
  /// system that has none, the process number and the time of the last measurement are used.
  public func standing(of record: RunRecord, at now: Date = Date()) throws -> RunStanding {
    let updates = try read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT max(step) + 1 FROM point WHERE series = (
            SELECT series.key FROM series JOIN run ON run.key = series.run
            WHERE run.id = ? AND series.name = 'loss')
          """, arguments: [record.id])
    }
    let checkpoints = CheckpointStore(folder: folder(of: record.id), tidies: false)
    return RunStanding(
      state(of: record, at: now), updates: updates ?? 0,
      checkpoints: (try? checkpoints.steps()) ?? [])
  }

  private func state(of record: RunRecord, at now: Date) -> RunStanding.State {
    guard record.status == .running else {
      return RunStanding.State(rawValue: record.status.rawValue) ?? .failed
    }
    if let isHeld = RunLock.isHeld(in: folder(of: record.id)) {
      return isHeld ? .running : .killed
    }
    // If another machine trains in a shared folder, the time of the last measurement shows it.
    let isSilent = now.timeIntervalSince(record.updated) > 10
    let isGone = kill(record.process, 0) != 0 && errno == ESRCH
    return isSilent && isGone ? .killed : .running
  }
}
