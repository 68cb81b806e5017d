public import Foundation
import GRDB

/// How a run really stands, which its record alone does not say.
public struct RunStanding: Hashable, Sendable {
  /// What became of it.
  public enum State: String, Hashable, Sendable {
    /// A process trains it.
    case running
    /// It counts as running, but its process is gone.
    case killed
    /// It reached its last step.
    case finished
    /// Someone ended it early, on purpose.
    case stopped
    /// It ended with an error.
    case failed
  }

  /// What became of it.
  public let state: State
  /// The number of updates that are recorded.
  public let updates: Int
  /// The checkpoints that there are, by the number of updates made, in rising order.
  public let checkpoints: [Int]

  /// Whether training can go on: from a checkpoint, or from the start where nothing was recorded.
  public var isResumable: Bool {
    [.killed, .stopped, .failed].contains(state) && (!checkpoints.isEmpty || updates == 0)
  }

  /// A standing of these parts.
  public init(_ state: State, updates: Int, checkpoints: [Int]) {
    (self.state, self.updates, self.checkpoints) = (state, updates, checkpoints)
  }
}

extension RunStore {
  /// How the run of `record` stands now.
  ///
  /// The lock in its folder tells whether a process trains it. Where there is none, or the file system
  /// has no locks, the process's number and the time of the last measurement do.
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
    // A run that another machine trains into a shared folder is known by its fresh measurements.
    let isSilent = now.timeIntervalSince(record.updated) > 10
    let isGone = kill(record.process, 0) != 0 && errno == ESRCH
    return isSilent && isGone ? .killed : .running
  }
}
