internal import Synchronization
internal import Training

/// Acts that were requested and are not done yet; requests may come from another thread.
final class ActQueue: Sendable {
  private let state = Mutex<(acts: [Act], isOpen: Bool)>(([], true))

  /// Adds an act.
  ///
  /// - Throws: `TrainingError` if the run is over.
  func add(_ act: Act) throws {
    try state.withLock { state in
      guard state.isOpen else {
        throw TrainingError("an act needs a run in progress; this one is over")
      }
      state.acts.append(act)
    }
  }

  /// Removes and returns the waiting acts.
  func take() -> [Act] {
    state.withLock { state in
      defer { state.acts = [] }
      return state.acts
    }
  }

  /// Refuses further acts.
  func close() { state.withLock { $0.isOpen = false } }
}
