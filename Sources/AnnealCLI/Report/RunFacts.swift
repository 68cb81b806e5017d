internal import Charts
package import Foundation
internal import Optimizers
package import Runs

/// What a run was asked to do and what it came to, as named facts in the order of reading.
package struct RunFacts {
  /// The facts; the names are those of the options and of the fit's own output.
  let facts: [(name: String, value: String)]

  init(of record: RunRecord, summary: RunSummary?) throws {
    let asked: Configuration = try record.configuration.decoded()
    var facts = [
      ("task", record.task), ("status", Self.status(of: record)),
      ("created", Self.time(record.created)), ("optimizer", asked.optimizer),
      ("schedule", summary?.schedule ?? asked.plan ?? "the task's own"),
      ("length", words(for: asked.length)), ("batch size", "\(asked.batchSize)"),
      ("seed", "\(asked.seed)"), ("threads", "\(asked.threads)"),
    ]
    if let size = asked.microBatchSize { facts.append(("micro-batch", "\(size)")) }
    if let limit = asked.gradientLimit { facts.append(("clip", limit.description)) }
    facts += [
      ("validation", "every \(words(for: asked.validateEvery))"),
      ("checkpoints", "every \(words(for: asked.checkpointEvery))"),
    ]
    if let summary {
      facts.append(
        ("result", "validation \(RunReport.text(summary.validation))"))
      facts.append(("peak rate", compact(summary.rate)))
      facts.append(("took", "\(summary.steps) steps in \(compact(summary.seconds)) s"))
    }
    self.facts = facts
  }

  /// How the run stands. One that counts as running, but whose process is gone, was killed.
  package static func status(of record: RunRecord, at now: Date = Date()) -> String {
    guard record.status == .running else { return record.status.rawValue }
    // A run that another machine trains into a shared folder is known by its fresh measurements.
    let isSilent = now.timeIntervalSince(record.updated) > 10
    let isGone = kill(record.process, 0) != 0 && errno == ESRCH
    return isSilent && isGone ? "killed" : record.status.rawValue
  }

  /// A time as people here read it: `2026-11-21 09:39`.
  static func time(_ date: Date) -> String {
    let style = Date.ISO8601FormatStyle(timeZone: .current)
      .year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)
    return String(date.formatted(style).prefix(16))
  }

  /// The parts of a stored configuration that are shown.
  private struct Configuration: Decodable {
    let optimizer, length, validateEvery, checkpointEvery: String
    let plan: String?
    let batchSize, threads: Int
    let seed: UInt64
    let gradientLimit: GradientClipping?
    let microBatchSize: Int?
  }
}

/// The parts of a stored summary that are shown.
struct RunSummary: Decodable {
  let optimizer, schedule: String
  let rate: Double
  let validation: [String: Double]
  let steps: Int
  let seconds: Double
}

/// A span in words: `5ep` as `5 epochs`, `10%` as `10 % of the run`, `500` as `500 steps`.
public func words(for span: String) -> String {
  if span == "1ep" { return "epoch" }
  if span.hasSuffix("ep") { return "\(span.dropLast(2)) epochs" }
  return span.hasSuffix("%") ? "\(span.dropLast()) % of the run" : "\(span) steps"
}
