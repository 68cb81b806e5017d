internal import Foundation
internal import Runs

/// A run in JSON, with the names of `anneal fit --json`.
struct RunEntry: Encodable {
  let run, task, status: String
  let created, updated: Date
  let process: Int32
  let updates: Int
  let checkpoints: [Int]
  let isResumable: Bool
  let configuration: JSONValue
  let summary: JSONValue?

  init(_ record: RunRecord, _ standing: RunStanding) throws {
    (run, task, status) = (record.id, record.task, standing.state.rawValue)
    (updates, checkpoints) = (standing.updates, standing.checkpoints)
    isResumable = standing.isResumable
    (created, updated, process) = (record.created, record.updated, record.process)
    configuration = try JSONValue(record.configuration)
    summary = try record.summary.map(JSONValue.init)
  }
}

/// A run in JSON, with all series and events.
struct RunDetails: Encodable {
  struct Event: Encodable {
    let event: String
    let step: Int
    let time: Date
    let details: JSONValue
  }

  struct Point: Encodable {
    let step: Int
    let value: Double
  }

  let entry: RunEntry
  let events: [Event]
  let series: [String: [Point]]

  init(of record: RunRecord, in store: RunStore) throws {
    entry = try RunEntry(record, store.standing(of: record))
    events = try store.events(of: record.id).map {
      Event(event: $0.kind, step: $0.step, time: $0.time, details: try JSONValue($0.payload))
    }
    let names = try store.seriesNames(of: record.id)
    series = try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, try store.series(name, of: record.id).map { Point(step: $0.step, value: $0.value) })
      })
  }

  private enum Key: CodingKey { case events, series }

  func encode(to encoder: any Encoder) throws {
    try entry.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(events, forKey: .events)
    try container.encode(series, forKey: .series)
  }
}
