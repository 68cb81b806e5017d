import Foundation
import LearningRate
import Notation
import Testing

@Suite struct ActTests {
  @Test(arguments: [
    (Act.scale(by: 0.5), "scale(0.5)"), (.scale(by: 2, of: "critic"), #"scale(2, of: "critic")"#),
    (.rate(3e-4), "rate(3e-4)"), (.goBack(to: 1200), "goBack(to: 1200)"), (.goBack(), "goBack()"),
    (.checkpoint, "checkpoint()"), (.stop, "stop()"),
    (
      .plan(PlanChange(Plan(.cosine(from: 1e-3, to: 0)), from: 500, over: 1000, until: 1500)),
      "plan(cosine(from: 1e-3, to: 0), from: 500, over: 1000, until: 1500)"
    ),
    (
      .plan(
        PlanChange(
          Plan(.constant(0.1)).controlled(by: .greedy()).scaled(by: 0.1, in: "*.bias"), of: "head")),
      #"plan(constant(0.1).controlled(by: greedy(factor: 0.95, patience: 10)).scaled(by: 0.1, in: "*.bias"), of: "head")"#
    ),
  ])
  func `an act and its notation are the same`(act: Act, text: String) throws {
    #expect(act.description == text)
    #expect(try Act(text) == act)
    let stored = try JSONEncoder().encode([act])
    #expect(try JSONDecoder().decode([Act].self, from: stored) == [act])
  }

  @Test func `a bare name is enough where nothing need be said`() throws {
    #expect(try Act("stop") == .stop)
    #expect(try Act("goBack") == .goBack())
    #expect(try Act("checkpoint") == .checkpoint)
  }

  @Test(arguments: [
    ("scales(0.5)", "unknown act 'scales'", "scale"), ("", "", nil), ("scale(0)", "positive", nil),
    ("scale(-1)", "positive", nil), ("scale(nan)", "", nil), ("scale", "needs", nil),
    ("rate(1e101)", "positive", nil), ("goBack(to: -1)", "a number of updates", nil),
    ("goBack(to: 1.5)", "", nil), ("plan", "needs", nil), ("plan(cosine)", "", nil),
    ("plan(constant(1), until: 0)", "between 1 and", nil), ("stop(1)", "", nil),
    ("constant(1).stop", "stands alone", nil), ("scale(0.5, by: 2)", "'by'", nil),
    ("plan(constant(1), from: 1, from: 2)", "twice", nil),
  ])
  func `what is none is refused in a sentence`(text: String, part: String, suggestion: String?) {
    let error = #expect(throws: NotationError.self) { try Act(text) }
    #expect(part.isEmpty || error?.message.contains(part) == true, "\(error?.message ?? "")")
    if let suggestion { #expect(error?.suggestion == suggestion) }
  }

  @Test func `every act has a word, and its signature is read`() throws {
    for word in Act.words {
      #expect(word.signature.hasPrefix(word.name))
      #expect(word.summary.hasSuffix("."))
    }
    #expect(Act.words.map(\.name) == ["scale", "rate", "plan", "goBack", "checkpoint", "stop"])
  }
}
