internal import LearningRate
internal import Notation
internal import Records
internal import Runs
internal import Training

/// The acts that other processes request of a run, with `anneal steer`.
final class ActRequests {
  private let requests: RunRequests
  private var lastLook = ContinuousClock.now
  /// The names of requests that are done or in progress, so that none is done twice.
  private var taken: Set<String>

  /// Creates the requests to the run `id`; those in its record are done.
  init(of id: String, in store: RunStore) {
    requests = RunRequests(of: store.folder(of: id))
    let recorded = (try? store.events(of: id))?.compactMap { try? RecordedAct($0) } ?? []
    taken = Set(recorded.compactMap(\.request))
    requests.removeUnreadAnswers()
    // The process may have been killed between an act and its answer.
    for (name, _) in requests.waiting() {
      if let act = recorded.first(where: { $0.request == name }) {
        answer(act)
      } else {
        // The requesting process saw the run end.
        refuse(
          name, "the run ended before your request was handled, and has been resumed; ask again")
      }
    }
  }

  /// Passes new requests to `training`, at most ten times a second; returns the acts that it
  /// refuses, with the reasons.
  func deliver(to training: TrainingRun) -> [(Act, String)] {
    let now = ContinuousClock.now
    guard now - lastLook > .milliseconds(100) else { return [] }
    lastLook = now
    var refused: [(Act, String)] = []
    for (name, text) in requests.waiting() where taken.insert(name).inserted {
      do {
        let act = try Act(text)
        do { try training.perform(act, by: "steer", request: name) } catch {
          refused.append((act, "\(error)"))
          throw error
        }
      } catch let error as NotationError {
        refuse(name, error.summary)
      } catch {
        refuse(name, "\(error)")
      }
    }
    return refused
  }

  /// Answers the request for `act`: it is done.
  func answer(_ act: RecordedAct) {
    guard let name = act.request else { return }
    // If the disk is full, the requesting process still sees the act in the run's record.
    try? requests.answer(name, .done(before: act.step))
  }

  private func refuse(_ name: String, _ reason: String) {
    try? requests.answer(name, .refused(reason))
  }
}
