internal import LearningRate
public import Runs

// An act in the record of a run: an event before its step.
extension RecordedAct {
  /// The kind of the events that are acts.
  public static let eventKind = "acted"

  /// The act of a recorded event; nil for other events.
  ///
  /// - Throws: `DecodingError` for an act that this version does not know.
  public init?(_ event: RunEvent) throws {
    switch event.kind {
    case Self.eventKind:
      let payload = try event.payload.decoded(as: Payload.self)
      self.init(step: event.step, payload.act, by: payload.by, request: payload.request)
    case "replanned":
      // Version 0.1 had no acts, and recorded a change of plan at the step before it.
      let older = try event.payload.decoded(as: Replanned.self)
      let change = PlanChange(
        older.plan, from: older.planStart, over: older.planSteps, until: older.steps)
      self.init(step: event.step + 1, .plan(change), by: "resume")
    default: return nil
    }
    isRecorded = true
  }

  /// The event that records the act.
  public var event: RunEvent {
    get throws {
      RunEvent(
        step: step, kind: Self.eventKind,
        payload: try JSONText(encoding: Payload(act: act, by: author, request: request)))
    }
  }

  private struct Payload: Codable {
    let act: Act
    let by: String
    let request: String?
  }

  private struct Replanned: Decodable {
    let plan: Plan
    let planStart, planSteps, steps: Int
  }
}
