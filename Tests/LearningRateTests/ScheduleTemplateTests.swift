import LearningRate
import Notation
import Testing

@Suite struct ScheduleTemplateTests {
  private typealias Value = ScheduleTemplate.Value

  private static func text(_ value: Value) -> String {
    switch value {
    case .number(let number): number.notationText
    case .length(let length): length.description
    }
  }

  /// The parts of a notation with something between any two.
  private static func joined(_ parts: [String], _ between: [String]) -> String {
    zip(parts, between + [""]).map { $0 + $1 }.joined()
  }

  private static let cases: [([String], [Value])] = [
    (["constant(", ")"], [.number(0.1)]),
    (["constant(2)"], []),
    (["cosine(from: ", ", to: ", ", over: ", ")"], [.number(0.1), .number(1e-3), .length(500)]),
    (["exponential(from: ", ", gamma: ", ", every: 1ep)"], [.number(0.1), .number(0.9)]),
    (["exponential(from: ", ", to: ", ", over: ", ")"], [.number(1), .number(0.1), .length(9)]),
    (["oneCycle(peak: ", ", warmup: ", ", divisor: 10)"], [.number(1), .length(.epochs(3))]),
    (["piecewise([0: ", ", 50%: ", "])"], [.number(0.1), .number(0.01)]),
    (
      ["multiStep(from: ", ", gamma: 0.1, at: [30ep, ", "])"],
      [.number(0.1), .length(.epochs(60))]
    ),
    (["linear(from: ", ", to: 0).clamped(", " ... 1)"], [.number(0.1), .number(0.01)]),
    (
      ["linear(from: 1, to: 0).warmup(", ", from: ", ", shape: power(", "))"],
      [.length(20), .number(0), .number(2)]
    ),
    (
      [
        "cosine(from: 1, to: 0).warmup(5%).then(linear(from: ", ", to: 0).warmup(", "), at: ",
        ").scaled(by: ", ")",
      ],
      [.number(0.1), .length(7), .length(300), .number(0.5)]
    ),
    (
      ["constant(1).multiplied(by: step(from: 1, gamma: ", ", every: 25%).delayed(", "))"],
      [.number(0.5), .length(.steps(0.5))]
    ),
  ]

  // each with its numbers written out is read by the usual reader
  @Test(arguments: cases.indices)
  func `it is the schedule that the notation with these numbers is`(index: Int) throws {
    let (parts, values) = Self.cases[index]
    let template = try ScheduleTemplate(values.count) { Self.joined(parts, $0) }
    let notation = Self.joined(parts, values.map(Self.text))
    #expect(template.schedule(values) == (try Schedule(notation)))
  }

  private static let wrong: [([String], Value)] = [
    (["linear(from: 1, to: 0).warmup(", ")"], .length(-1)),
    (["step(from: 1, gamma: 0.5, every: ", ")"], .length(0)),
    (["constant(", ")"], .number(1e101)),
    (["constant(1).clamped(", " ... 1)"], .number(2)),
    (["constant(1).then(constant(", "), at: 5)"], .number(1e101)),
    (["piecewise([0: 1, ", ": 2])"], .length(0)),
  ]

  @Test(arguments: wrong.indices)
  func `what the notation could not say is none`(index: Int) throws {
    let (parts, value) = Self.wrong[index]
    #expect(throws: NotationError.self) { try Schedule(Self.joined(parts, [Self.text(value)])) }
    #expect(try ScheduleTemplate(1) { Self.joined(parts, $0) }.schedule([value]) == nil)
  }

  @Test func `a word that is not known is refused when it is read`() {
    #expect(throws: NotationError.self) {
      try ScheduleTemplate(1) { "cosin(from: \($0[0]), to: 0)" }
    }
    #expect(throws: NotationError.self) { try ScheduleTemplate(1) { "constant(\($0[0])).worm(5)" } }
  }
}
