internal import Synchronization
internal import Training

/// Acts that were asked for and are not yet done; whoever asks may be another thread.
final class ActQueue: Sendable {
  private let state = Mutex<(acts: [Act], isOpen: Bool)>(([], true))

  /// Adds an act.
  ///
  /// - Throws: `TrainingError` when the run is over.
  func add(_ act: Act) throws {
    try state.withLock { state in
      guard state.isOpen else {
        throw TrainingError("an act needs a run that goes on; this one is over")
      }
      state.acts.append(act)
    }
  }

  /// The acts, which are then no longer waiting.
  func take() -> [Act] {
    state.withLock { state in
      defer { state.acts = [] }
      return state.acts
    }
  }

  /// Takes no more.
  func close() { state.withLock { $0.isOpen = false } }
}
