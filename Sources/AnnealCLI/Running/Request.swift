internal import Foundation
internal import Records
internal import Runs

/// A request to a run while it trains, until it is answered.
struct Request {
  private let text: String
  private let record: RunRecord
  private let store: RunStore
  private let requests: RunRequests

  init(_ text: String, to record: RunRecord, in store: RunStore) {
    (self.text, self.record, self.store) = (text, record, store)
    requests = RunRequests(of: store.folder(of: record.id))
  }

  /// Makes the request, waits, and returns the step before which it was done. After a second it
  /// says that it waits.
  ///
  /// - Throws: `CommandError` when the run refuses, when it ends or does not answer in time, and
  ///   when a signal comes, which withdraws the request.
  func answer(within patience: Double) throws -> Int {
    let name = try requests.send(text)
    let (start, run) = (Date(), "run '\(record.id)'")
    var (hasTold, lastLook) = (false, start)
    while true {
      if let answer = requests.takeAnswer(to: name) {
        guard let step = answer.step else {
          throw CommandError.usage(answer.refusal ?? "it was refused")
        }
        return step
      }
      usleep(20_000)
      let waited = Date().timeIntervalSince(start)
      if !hasTold, waited > 1 {
        hasTold = true
        FileHandle.standardError.write(
          Data("anneal: waiting for \(run), which will do \(text) before its next update\n".utf8))
      }
      if Interruption.hasCome {
        let isBack = requests.withdraw(name)
        throw CommandError.interruption(
          isBack
            ? "\(text) was withdrawn; \(run) is unchanged"
            : "\(run) is already doing \(text)", signal: Interruption.signal)
      }
      let isGone = !requests.isWaiting(name)
      guard isGone || waited > patience || Date().timeIntervalSince(lastLook) > 0.2 else {
        continue
      }
      lastLook = Date()
      // If the answer could not be written, the record still shows the act.
      if let step = try recordedStep(name) { return step }
      let now = try store.standing(of: store.run(record.id))
      if now.state != .running {
        // It may have been done between the two checks.
        if let step = try recordedStep(name) { return step }
        requests.withdraw(name)
        throw CommandError("\(run) ended before \(text) was done; it is \(now.sentence)")
      }
      if isGone, waited > 1 {
        if let answer = requests.takeAnswer(to: name), let step = answer.step { return step }
        throw CommandError(
          "the file of the request for \(text) must stay in the run's folder; it was removed")
      }
      if waited > patience {
        throw CommandError(
          "\(run) must answer within \(Int(patience)) s; it will still do \(text) before its next "
            + "update, if it continues")
      }
    }
  }

  private func recordedStep(_ name: String) throws -> Int? {
    try store.events(of: record.id).lazy.compactMap { try? RecordedAct($0) }
      .first { $0.request == name }?.step
  }
}
