internal import Charts
internal import Foundation
internal import Optimizers
package import Runs

/// What a run was asked to do and what it came to, as named facts in the order of reading.
package struct RunFacts {
  /// The facts; the names are those of the options and of the fit's own output.
  let facts: [(name: String, value: String)]

  init(
    of record: RunRecord, _ standing: RunStanding, summary: RunSummary?, events: [RunEvent]
  ) throws {
    let asked: Configuration = try record.configuration.decoded()
    let change = events.last { $0.kind == "replanned" }
      .flatMap { try? $0.payload.decoded(as: Replanned.self) }
    let length =
      change.map { "\(count($0.steps, "step")); \(words(for: asked.length)) when it began" }
      ?? words(for: asked.length)
    var facts = [
      ("task", record.task), ("status", standing.sentence),
      ("created", Self.time(record.created)), ("optimizer", asked.optimizer),
      ("schedule", summary?.schedule ?? change?.plan ?? asked.plan ?? "the task's own"),
      ("length", length), ("batch size", "\(asked.batchSize)"),
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
      if let best = summary.best, best.step != summary.steps {
        let text = RunReport.text(loss: best.loss, best.measures)
        facts.append(("best", "validation \(text), after \(count(best.step, "update"))"))
      }
      facts.append(("peak rate", compact(summary.rate)))
      facts.append(
        ("took", "\(count(summary.steps, "step")) in \(compact(summary.seconds)) s"))
    }
    self.facts = facts
  }

  /// What to make of a run that failed, in one sentence; nil for any other.
  static func verdict(on standing: RunStanding, events: [RunEvent]) -> String? {
    guard standing.state == .failed, let last = events.last(where: { $0.isFailure }),
      let failure = try? last.payload.decoded(as: Failure.self)
    else { return nil }
    if let reason = failure.reason { return reason }
    let loss = failure.loss.map { $0.isNaN ? "NaN" : "infinite" } ?? "no number"
    let rate = failure.learningRate.map { ", after an update with rate \(compact($0))" } ?? ""
    let kept = standing.checkpoints.last.map {
      "; the checkpoint after \(count($0, "update")) is kept"
    }
    return "the loss became \(loss) at step \(last.step)\(rate)\(kept ?? ""); try a lower rate"
  }

  private struct Failure: Decodable {
    let reason: String?
    let learningRate, loss: Double?
  }

  private struct Replanned: Decodable {
    let plan: String
    let steps: Int
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
  let best: Best?
  let steps: Int
  let seconds: Double

  struct Best: Decodable {
    let step: Int
    let loss: Double
    let measures: [String: Double]
  }
}

/// A span in words: `5ep` as `5 epochs`, `10%` as `10 % of the run`, `500` as `500 steps`.
public func words(for span: String) -> String {
  if span == "1ep" { return "epoch" }
  if span.hasSuffix("ep") { return "\(span.dropLast(2)) epochs" }
  if span.hasSuffix("%") { return "\(span.dropLast()) % of the run" }
  return span == "1" ? "1 step" : "\(span) steps"
}

extension RunEvent {
  /// Whether the run ended with it.
  fileprivate var isFailure: Bool { kind == "failed" || kind == "diverged" }
}

extension RunStanding {
  /// How the run stands, in words: `killed at step 500, can be resumed`.
  package var sentence: String {
    switch state {
    case .running where updates > 0: "running, at step \(updates)"
    case .running, .finished: state.rawValue
    case .killed, .stopped, .failed:
      "\(state.rawValue) at step \(updates), "
        + (isResumable ? "can be resumed" : "cannot be resumed: its checkpoints are gone")
    }
  }
}
