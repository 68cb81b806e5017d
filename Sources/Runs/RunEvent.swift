public import Foundation

/// Something that happened to a run at a step: a checkpoint, a changed rate, a skipped step.
public struct RunEvent: Sendable, Hashable, Codable {
  /// The place in the run's history, counted from zero; nil until the store has given one.
  public let ordinal: Int?
  /// The step at which it happened.
  public let step: Int
  /// What happened, in one word of the writer's choice.
  public let kind: String
  /// The details.
  public let payload: JSONText
  /// When it happened, kept to the microsecond.
  public let time: Date

  /// Makes an event that is not yet recorded.
  public init(step: Int, kind: String, payload: JSONText = .null, time: Date = Date()) {
    self.init(ordinal: nil, step: step, kind: kind, payload: payload, time: time)
  }

  init(ordinal: Int?, step: Int, kind: String, payload: JSONText, time: Date) {
    self.ordinal = ordinal
    self.step = step
    self.kind = kind
    self.payload = payload
    self.time = time
  }
}
