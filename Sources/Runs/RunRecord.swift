public import Foundation
import GRDB

/// What the store knows about a run, without its series and events.
public struct RunRecord: Sendable, Hashable, Codable, Identifiable {
  /// How a run stands.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    /// It trains, or its process died without a word: see ``RunRecord/updated``.
    case running
    /// It reached its last step.
    case finished
    /// Someone ended it early, on purpose.
    case stopped
    /// It ended with an error.
    case failed
  }

  /// The name people use: the task and the run's number in it, such as `digits-2`.
  public let id: String
  /// The task's name.
  public let task: String
  /// When the run was created.
  public let created: Date
  /// When the run was last written to: its heartbeat while it trains.
  public let updated: Date
  /// How the run stands.
  public let status: Status
  /// What was asked for.
  public let configuration: JSONText
  /// What came out; nil while the run trains.
  public let summary: JSONText?
  /// The number of the process that trains or trained it.
  public let process: Int32

  init(_ row: Row) throws {
    id = row["id"]
    task = row["task"]
    created = Date(timeIntervalSince1970: row["created"])
    updated = Date(timeIntervalSince1970: row["updated"])
    let word: String = row["status"]
    guard let status = Status(rawValue: word) else {
      let known = Status.allCases.map(\.rawValue).joined(separator: ", ")
      throw RunsError(
        .damaged, "run \(id)", requirement: "its status must be one of \(known)",
        received: "'\(word)'")
    }
    self.status = status
    configuration = JSONText(unchecked: row["configuration"])
    summary = (row["summary"] as String?).map(JSONText.init(unchecked:))
    process = row["process"]
  }
}
