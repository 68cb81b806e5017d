public import Foundation

/// What ``CheckpointStore/load(_:as:)`` reads: all that a run needs to continue.
public struct Checkpoint<State> {
  /// The next step.
  public let step: Int
  /// The caller's state.
  public let state: State
  /// The contents of the other files, by name.
  public let files: [String: Data]
}

extension Checkpoint: Sendable where State: Sendable {}
