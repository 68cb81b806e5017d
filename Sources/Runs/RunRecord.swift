public import Foundation
import GRDB

/// The record of a run in the store, without its series and events.
public struct RunRecord: Sendable, Hashable, Codable, Identifiable {
  /// The status of a run.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    /// The run trains, or its process was killed: see ``RunRecord/updated``.
    case running
    /// The run reached its last step.
    case finished
    /// The run was stopped before its end.
    case stopped
    /// The run ended with an error.
    case failed
  }

  /// The name of the run: the task and a number, such as `digits-2`.
  public let id: String
  /// The task's name.
  public let task: String
  /// When the run was created.
  public let created: Date
  /// The time of the last write to the run; it shows that a run is alive.
  public let updated: Date
  /// The status of the run.
  public let status: Status
  /// The configuration.
  public let configuration: JSONText
  /// The result; nil while the run trains.
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
