internal import Charts
internal import Foundation
public import LearningRate
internal import Notation
internal import Optimizers
internal import Records
package import Runs

/// The settings and the results of a run, as named facts in reading order.
package struct RunFacts {
  /// The facts, named as the options and the output of `anneal fit`.
  let facts: [(name: String, value: String)]

  init(
    of record: RunRecord, _ standing: RunStanding, summary: FitSummary?, events: [RunEvent]
  ) throws {
    let asked: FitConfiguration = try record.configuration.decoded()
    let change = events.compactMap { try? RecordedAct($0) }.compactMap(\.planChange).last
    let length =
      change?.runSteps.map { "\(count($0, "step")); \(words(for: asked.length)) when it began" }
      ?? words(for: asked.length)
    var facts = [
      ("task", record.task), ("status", standing.sentence),
      ("created", Self.time(record.created)), ("optimizer", asked.optimizer.description),
      (
        "schedule",
        summary?.schedule ?? (change?.plan ?? asked.plan)?.description ?? "the task's own"
      ),
      ("length", length), ("batch size", "\(asked.batchSize)"),
      ("seed", "\(asked.seed)"), ("threads", "\(asked.threads)"),
    ]
    if let size = asked.microBatchSize { facts.append(("micro-batch", "\(size)")) }
    if let device = asked.device { facts.append(("device", device)) }
    if let precision = asked.precision { facts.append(("precision", "\(precision)")) }
    if let clipping = asked.gradientClipping { facts.append(("clip", clipping.description)) }
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

  /// The reason of a failed run, in one sentence; nil for other runs.
  static func verdict(on standing: RunStanding, events: [RunEvent]) -> String? {
    guard standing.state == .failed, let last = events.last(where: { $0.isFailure }) else {
      return nil
    }
    switch RecordedEvent(last) {
    case .failed(let reason): return reason
    case .diverged(let loss, let rate): return verdict(on: standing, last.step, loss, rate)
    default: return nil
    }
  }

  private static func verdict(
    on standing: RunStanding, _ step: Int, _ loss: Double?, _ rate: Double?
  ) -> String {
    let loss = loss.map { $0.isNaN ? "NaN" : "infinite" } ?? "no number"
    let rate = rate.map { ", after an update with rate \(compact($0))" } ?? ""
    let kept = standing.checkpoints.last.map {
      "; the checkpoint after \(count($0, "update")) is kept"
    }
    return "the loss became \(loss) at step \(step)\(rate)\(kept ?? ""); try a lower rate"
  }

  /// A local time: `2026-11-21 09:39`.
  static func time(_ date: Date) -> String {
    let style = Date.ISO8601FormatStyle(timeZone: .current)
      .year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)
    return String(date.formatted(style).prefix(16))
  }
}

/// A length in words: `5ep` as `5 epochs`, `10%` as `10 % of the run`, `500` as `500 steps`.
public func words(for length: Length) -> String {
  let amount = length.amount.notationText
  return switch length.unit {
  case .epochs: length.amount == 1 ? "epoch" : "\(amount) epochs"
  case .percent: "\(amount) % of the run"
  case .steps: length.amount == 1 ? "1 step" : "\(amount) steps"
  }
}

extension RecordedAct {
  /// The change of plan or length, if the act is one.
  var planChange: PlanChange? { if case .plan(let change) = act { change } else { nil } }
}

extension RunEvent {
  /// Whether the run ended with this event.
  fileprivate var isFailure: Bool { kind == "failed" || kind == "diverged" }
}

extension RunStanding {
  /// The state of the run in words: `killed at step 500, can be resumed`.
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
