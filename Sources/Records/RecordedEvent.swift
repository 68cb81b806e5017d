public import Runs

/// The events of a run, with the details that each kind records.
public enum RecordedEvent: Sendable {
  /// A search found the peak rate; the details are its result.
  case found(JSONText)
  /// Training was resumed from a checkpoint.
  case resumed
  /// It was resumed with another setting, such as the number of threads, that may change the last
  /// bits of results.
  case changed(name: String, before: String, now: String)
  /// The run was stopped, with a checkpoint.
  case stopped
  /// The updates of a step were skipped, because a gradient was not finite.
  case skipped
  /// The plan ended; its last values are used from here on.
  case pastEnd
  /// An act changed the run.
  case acted(RecordedAct)
  /// A controller changed its factor on every rate. `of` names its updater, if there are several.
  case controlled(by: String, of: String?, from: Double, to: Double)
  /// A controller restored the weights and history of after this number of updates.
  case restored(to: Int)
  /// A controller ended the run.
  case ended(by: String)
  /// These parameters had no gradient of any loss.
  case unreached([String])
  /// These properties of the model may hold tensors that are neither trained nor saved.
  case unseen([String])
  /// A controller can never act, because it gets fewer measurements than it needs.
  case idle(by: String, measurements: Int, needed: Int)
  /// The loss was NaN or infinite.
  case diverged(loss: Double?, learningRate: Double?)
  /// The run failed for another reason.
  case failed(reason: String)

  /// The word that names the kind in the store.
  public var kind: String {
    switch self {
    case .found: "found"
    case .resumed: "resumed"
    case .changed: "changed"
    case .stopped: "stopped"
    case .skipped: "skipped"
    case .pastEnd: "past end"
    case .acted: RecordedAct.eventKind
    case .controlled: "controlled"
    case .restored: "restored"
    case .ended: "ended"
    case .unreached: "unreached"
    case .unseen: "unseen"
    case .idle: "idle"
    case .diverged: "diverged"
    case .failed: "failed"
    }
  }
}

extension RecordedEvent {
  /// The meaning of a recorded event; nil for other kinds, or other details.
  public init?(_ event: RunEvent) {
    if let act = try? RecordedAct(event) {
      self = .acted(act)
      return
    }
    let details = try? event.payload.decoded(as: Details.self)
    switch (event.kind, details) {
    case ("found", _): self = .found(event.payload)
    case ("resumed", _): self = .resumed
    case ("stopped", _): self = .stopped
    case ("skipped", _): self = .skipped
    case ("past end", _): self = .pastEnd
    case ("changed", let details?):
      self = .changed(
        name: details.name ?? "", before: details.before ?? "", now: details.now ?? "")
    case ("diverged", _):
      self = .diverged(loss: details?.loss, learningRate: details?.learningRate)
    case ("controlled", let details?):
      guard let controller = details.controller, let from = details.from, let to = details.to else {
        return nil
      }
      self = .controlled(by: controller, of: details.updater, from: from, to: to)
    case ("restored", let details?):
      guard let to = details.to else { return nil }
      self = .restored(to: Int(to))
    case ("ended", let details?): self = .ended(by: details.controller ?? "a controller")
    case ("unreached", let details?): self = .unreached(details.parameters ?? [])
    case ("unseen", let details?): self = .unseen(details.properties ?? [])
    case ("idle", let details?):
      self = .idle(
        by: details.controller ?? "a controller", measurements: details.measurements ?? 0,
        needed: details.needed ?? 0)
    case ("failed", let details?):
      guard let reason = details.reason else { return nil }
      self = .failed(reason: reason)
    default: return nil
    }
  }

  /// The event that records it at `step`.
  public func event(at step: Int) throws -> RunEvent {
    var details = Details()
    switch self {
    case .found(let suggestion): return RunEvent(step: step, kind: kind, payload: suggestion)
    case .acted(let act): return try act.event
    case .resumed, .stopped, .skipped, .pastEnd: return RunEvent(step: step, kind: kind)
    case .controlled(let controller, let updater, let from, let to):
      (details.controller, details.updater) = (controller, updater)
      (details.from, details.to) = (from, to)
    case .changed(let name, let before, let now):
      (details.name, details.before, details.now) = (name, before, now)
    case .restored(let to): details.to = Double(to)
    case .ended(let controller): details.controller = controller
    case .unreached(let parameters): details.parameters = parameters
    case .unseen(let properties): details.properties = properties
    case .idle(let controller, let measurements, let needed):
      (details.controller, details.measurements) = (controller, measurements)
      details.needed = needed
    case .diverged(let loss, let rate): (details.loss, details.learningRate) = (loss, rate)
    case .failed(let reason): details.reason = reason
    }
    return RunEvent(step: step, kind: kind, payload: try JSONText(encoding: details))
  }

  /// The union of the details of all kinds.
  private struct Details: Codable {
    var controller, updater, reason, name, before, now: String?
    var from, to, loss, learningRate: Double?
    var parameters, properties: [String]?
    var measurements, needed: Int?
  }
}
