package import Foundation

/// Runs trials, several at once, and keeps each in the study when it ends.
///
/// All is done on the caller's thread, which looks at the programs some fifty times in a second.
package final class TrialPool {
  /// Decides about trials.
  package struct Watch {
    /// Whether a trial that runs is to be stopped, since enough is known.
    package var isEnough: (_ trial: RunningTrial, _ running: [RunningTrial]) -> Bool = {
      _, _ in false
    }
    /// Whether a trial may start, beside those that run.
    package var mayStart: (_ order: TrialOrder, _ running: [RunningTrial]) -> Bool = { _, _ in true
    }
    /// Called when a trial has ended; an error ends all.
    package var hasEnded: (TrialRecord) throws -> Void = { _ in }
    /// Called often, with what runs; returns false to stop all.
    package var isWanted: (_ running: [RunningTrial]) -> Bool = { _ in true }
    /// The values of placeholders that depend on the trial's folder.
    package var valuesInFolder: (_ order: TrialOrder, _ folder: URL) throws -> [String: String] = {
      _, _ in [:]
    }

    package init() {}
  }

  private let study: Study
  private let setting: TrialSetting
  private var running: [RunningTrial] = []

  package init(_ study: Study, _ setting: TrialSetting) {
    (self.study, self.setting) = (study, setting)
  }

  /// Runs the trials that the study does not have yet, and returns all in their order.
  ///
  /// - Throws: ``ProgramError`` when it was stopped, or an error of `watch`; nothing runs then.
  package func run(_ orders: [TrialOrder], _ watch: Watch) throws -> [TrialRecord] {
    var pending: [TrialOrder] = []
    for order in orders {
      if let record = study.records.first(where: { $0.order == order }) {
        try watch.hasEnded(record)
      } else {
        pending.append(order)
      }
    }
    do {
      try run(pending: pending, watch)
    } catch {
      stopAll()
      throw error
    }
    return orders.compactMap { order in study.records.first { $0.order == order } }
  }

  private func run(pending: [TrialOrder], _ watch: Watch) throws {
    var pending = pending
    while !pending.isEmpty || !running.isEmpty {
      while let order = pending.first, running.count < setting.parallel,
        watch.mayStart(order, running)
      {
        pending.removeFirst()
        try start(order, watch)
      }
      guard watch.isWanted(running) else {
        throw ProgramError(.stopped, "the search was stopped")
      }
      for trial in running {
        if let record = trial.poll() {
          running.removeAll { $0 === trial }
          try study.add(record)
          try watch.hasEnded(record)
        } else if trial.hasNewLosses(), watch.isEnough(trial, running) {
          trial.stop(because: .stopped)
        }
      }
      if !running.isEmpty { usleep(20_000) }
    }
  }

  private func start(_ order: TrialOrder, _ watch: Watch) throws {
    let folder = try study.newFolder(for: order.number)
    var values = order.values
    values["folder"] = folder.path
    values["trial"] = "\(order.number)"
    values.merge(try watch.valuesInFolder(order, folder)) { $1 }
    let log = try setting.source.log.map { path in
      let path = try CommandTemplate([path], known: ["folder", "trial"]).filled(values)[0]
      return path.hasPrefix("/") ? path : "\(setting.workingFolder)/\(path)"
    }
    running.append(
      try RunningTrial(order, setting.template.filled(values), in: folder, setting, log: log))
  }

  /// Stops what runs, and waits for it; nothing of it is kept.
  private func stopAll() {
    for trial in running { trial.stop(because: .stopped) }
    while !running.isEmpty {
      running.removeAll { $0.poll() != nil }
      if !running.isEmpty { usleep(20_000) }
    }
  }
}
