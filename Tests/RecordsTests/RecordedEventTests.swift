import Foundation
import LearningRate
import Records
import Runs
import Testing

@Suite struct RecordedEventTests {
  @Test(arguments: [
    RecordedEvent.resumed, .stopped, .skipped, .pastEnd, .restored(to: 50), .ended(by: "greedy()"),
    .changed(name: "threads", before: "1", now: "2"),
    .controlled(by: "plateau()", of: nil, from: 1, to: 0.5),
    .controlled(by: "plateau()", of: "critic", from: 0.5, to: 0.25), .unreached(["a", "b"]),
    .unseen(["cache"]),
    .idle(by: "plateau()", measurements: 3, needed: 11), .failed(reason: "the disk is full"),
    .diverged(loss: .infinity, learningRate: 0.1),
    .acted(RecordedAct(step: 7, .scale(by: 0.5), by: "code")),
    .acted(RecordedAct(step: 7, .stop, by: "steer", request: "1-2")),
  ])
  func `what is recorded is read back`(event: RecordedEvent) throws {
    let recorded = try event.event(at: 7)
    #expect(recorded.step == 7)
    #expect(recorded.kind == event.kind)
    let read = try #require(RecordedEvent(recorded))
    #expect("\(try read.event(at: 7).payload)" == "\(recorded.payload)")
    #expect(read.kind == event.kind)
  }

  @Test func `a loss that is no number is read back as one`() throws {
    let event = try RecordedEvent.diverged(loss: .nan, learningRate: nil).event(at: 3)
    guard case .diverged(let loss?, nil) = RecordedEvent(event) else {
      Issue.record("not a divergence")
      return
    }
    #expect(loss.isNaN)
  }

  @Test func `a plan that was recorded before there were acts is one`() throws {
    let event = RunEvent(
      step: 11, kind: "replanned",
      payload: try JSONText(
        encoding: Older(plan: "constant(0.001)", planStart: 12, planSteps: 4, steps: 16)))
    let act = try #require(try RecordedAct(event))
    #expect(act.step == 12)
    #expect(
      act.act == .plan(PlanChange(Plan(.constant(0.001)), from: 12, over: 4, until: 16)))
  }

  @Test func `an event of another kind, or with other details, is none of these`() throws {
    for event in [RunEvent(step: 0, kind: "painted"), RunEvent(step: 0, kind: "controlled")] {
      if let read = RecordedEvent(event) { Issue.record("\(read)") }
    }
    let act = RunEvent(
      step: 0, kind: "acted", payload: try JSONText(encoding: ["act": "dance()", "by": "code"]))
    if let read = RecordedEvent(act) { Issue.record("\(read)") }
    #expect(throws: (any Error).self) { try RecordedAct(act) }
  }
}

/// What version 0.1 recorded of a change of plan.
private struct Older: Encodable {
  let plan: String
  let planStart, planSteps, steps: Int
}
