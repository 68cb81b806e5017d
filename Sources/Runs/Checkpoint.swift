public import Foundation

/// What ``CheckpointStore/load(_:as:)`` reads: everything a run needs to go on.
public struct Checkpoint<State> {
  /// The step that comes next.
  public let step: Int
  /// The caller's state.
  public let state: State
  /// The contents of the other files, by name.
  public let files: [String: Data]
}

extension Checkpoint: Sendable where State: Sendable {}
