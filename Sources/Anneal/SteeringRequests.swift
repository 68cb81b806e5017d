internal import LearningRate
internal import Notation
internal import Records
internal import Runs
internal import Training

/// What other processes ask of a run: `anneal steer`.
final class SteeringRequests {
  private let requests: RunRequests
  private var lastLook = ContinuousClock.now
  /// The names of requests that are done or under way: none is done twice.
  private var taken: Set<String>

  /// Requests to the run called `id`; those that its record holds are done.
  init(of id: String, in store: RunStore) {
    requests = RunRequests(of: store.folder(of: id))
    let recorded = (try? store.events(of: id))?.compactMap { try? RecordedAct($0) } ?? []
    taken = Set(recorded.compactMap(\.request))
    requests.tidy()
    // Whoever was killed between an act and its answer.
    for (name, _) in requests.waiting() {
      if let act = recorded.first(where: { $0.request == name }) {
        answer(act)
      } else {
        // Whoever asked saw the run end.
        refuse(name, "the run ended before it was done, and has been resumed; ask again")
      }
    }
  }

  /// Gives new requests to `training`, a few times a second; answers the acts that it refuses, and why.
  func hand(to training: TrainingRun) -> [(Act, String)] {
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

  /// Tells who asked for `act` that it is done.
  func answer(_ act: RecordedAct) {
    guard let name = act.request else { return }
    // Who asked sees the run's record, too, if the disk has no room for an answer.
    try? requests.answer(name, .done(before: act.step))
  }

  private func refuse(_ name: String, _ reason: String) {
    try? requests.answer(name, .refused(reason))
  }
}
