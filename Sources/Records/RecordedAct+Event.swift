internal import LearningRate
public import Runs

// An act in the record of a run: an event before its step.
extension RecordedAct {
  /// The kind of the events that are acts.
  public static let eventKind = "acted"

  /// The act of a recorded event; nil for an event that is none.
  ///
  /// - Throws: `DecodingError` for one that this version cannot do.
  public init?(_ event: RunEvent) throws {
    switch event.kind {
    case Self.eventKind:
      let payload = try event.payload.decoded(as: Payload.self)
      self.init(step: event.step, payload.act, by: payload.by, request: payload.request)
    case "replanned":
      // What version 0.1 recorded before there were acts, under the step before.
      let older = try event.payload.decoded(as: Replanned.self)
      let change = PlanChange(
        older.plan, from: older.planStart, over: older.planSteps, until: older.steps)
      self.init(step: event.step + 1, .plan(change), by: "resume")
    default: return nil
    }
    isRecorded = true
  }

  /// The event that records it.
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
