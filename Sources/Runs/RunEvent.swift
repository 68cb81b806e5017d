public import Foundation

/// Something that happened to a run at a step: a checkpoint, a changed rate, a skipped step.
public struct RunEvent: Sendable, Hashable, Codable {
  /// The position among the events of the run, from zero; nil until it is recorded.
  public let ordinal: Int?
  /// The step at which it happened.
  public let step: Int
  /// The kind of the event, in one word.
  public let kind: String
  /// The details.
  public let payload: JSONText
  /// The time, to the microsecond.
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
