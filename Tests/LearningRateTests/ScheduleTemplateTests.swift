import LearningRate
import Notation
import Testing

@Suite struct ScheduleTemplateTests {
  /// The schedule with these numbers, lengths as `500` or `5ep`.
  private func filled(_ parts: [String], _ texts: [String]) throws -> Schedule? {
    let template = try ScheduleTemplate(texts.count) { open in
      zip(parts, open + [""]).map { $0 + $1 }.joined()
    }
    return template.schedule(try texts.map { try NotationExpression(parsing: $0) })
  }

  // each with its numbers written out is read by the usual reader
  @Test(arguments: [
    (["constant(", ")"], ["0.1"]),
    (["cosine(from: ", ", to: ", ", over: ", ")"], ["0.1", "1e-3", "500"]),
    (["exponential(from: ", ", gamma: ", ", every: 1ep)"], ["0.1", "0.9"]),
    (["piecewise([0: ", ", 50%: ", "])"], ["0.1", "0.01"]),
    (["multiStep(from: ", ", gamma: 0.1, at: [30ep, ", "])"], ["0.1", "60ep"]),
    (["linear(from: ", ", to: 0).clamped(", " ... 1)"], ["0.1", "0.01"]),
    (["linear(from: 1, to: 0).warmup(", ", from: 0, shape: power(", "))"], ["20", "2"]),
    (
      ["cosine(from: 1, to: 0).warmup(5%).then(linear(from: ", ", to: 0).warmup(", "), at: ", ")"],
      ["0.1", "7", "300"]
    ),
    (
      ["constant(1).multiplied(by: step(from: 1, gamma: ", ", every: 25%).delayed(", "))"],
      ["0.5", "steps(0.5)"]
    ),
    (["constant(1).then(", "constant(2), at: 10)"], [""]),
  ])
  func `it is the schedule that the notation with these numbers is`(
    parts: [String], texts: [String]
  ) throws {
    let texts = texts.filter { !$0.isEmpty }
    let parts = texts.isEmpty ? [parts.joined()] : parts
    let notation = zip(parts, texts + [""]).map { $0 + $1 }.joined()
    #expect(try filled(parts, texts) == Schedule(notation))
  }

  @Test(arguments: [
    (["linear(from: 1, to: 0).warmup(", ")"], "-1"),
    (["linear(from: 1, to: 0).warmup(", ")"], "0.5"),
    (["step(from: 1, gamma: 0.5, every: ", ")"], "0"),
    (["constant(", ")"], "1e101"),
    (["constant(1).clamped(", " ... 1)"], "2"),
    (["constant(1).then(constant(", "), at: 5)"], "1e101"),
  ])
  func `what the notation could not say is none`(parts: [String], text: String) throws {
    #expect(throws: NotationError.self) { try Schedule(parts.joined(separator: text)) }
    #expect(try filled(parts, [text]) == nil)
  }

  @Test func `a word that is not known is refused when it is read`() {
    #expect(throws: NotationError.self) {
      try ScheduleTemplate(1) { "cosin(from: \($0[0]), to: 0)" }
    }
    #expect(throws: NotationError.self) { try ScheduleTemplate(1) { "constant(\($0[0])).worm(5)" } }
  }
}
