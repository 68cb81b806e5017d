import LearningRate
import Notation
import Testing

/// A shape that this package does not have: one type, in one place.
private struct Sawtooth: ScheduleShape {
  var low = 0.0
  var high = 1.0
  var every: Length = 1

  static let word = NotationWord(
    "sawtooth", summary: "Rises and falls back.",
    formula: "low + (high − low) · (t mod every) / every", example: "sawtooth(high: 1, every: 10%)")

  static var parameters: NotationParameters<Sawtooth> {
    [
      .optional("low", \.low, .value), .required("high", \.high, .value),
      .required("every", \.every, .period),
    ]
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    struct Teeth: ClosedForm {
      let low: Double
      let high: Double
      let period: Double

      func value(at time: Double) -> Double {
        low + (high - low) * time.truncatingRemainder(dividingBy: period) / period
      }
    }
    return Teeth(low: low, high: high, period: try window.period(of: every, named: "every"))
  }
}

/// A modifier that this package does not have: its receiver run backwards in its window.
private struct Reversed: ScheduleModifier {
  var receiver = Schedule.constant(1)

  static let word = NotationWord(
    "reversed", summary: "Runs the schedule backwards.", formula: "the schedule at N − t",
    example: "linear(from: 1, to: 0).reversed()")

  static var parameters: NotationParameters<Reversed> { [] }

  func closedForm(in window: Window) throws -> any ClosedForm {
    struct Backwards: ClosedForm {
      let length: Double
      let inner: any ClosedForm

      func value(at time: Double) -> Double { inner.value(at: max(length - time, 0)) }
    }
    return Backwards(length: window.length, inner: try receiver.closedForm(in: window))
  }
}

@Suite struct CatalogueTests {
  private var words: [NotationWord] {
    ScheduleCatalogue.standard.shapeWords + ScheduleCatalogue.standard.modifierWords
  }

  @Test func `the standard words are those of the reference`() {
    #expect(
      words.map(\.name) == [
        "constant", "linear", "cosine", "oneCycle", "wsd", "polynomial", "rex", "tanh",
        "exponential", "step", "multiStep", "piecewise", "drop", "inverseTime",
        "compoundInverseTime", "inverseSquareRoot", "power", "noam", "inverseLinear",
        "cosineRestarts", "polynomialCycles", "triangular", "random",
        "warmup", "cooldown", "then", "scaled", "multiplied", "clamped", "delayed", "advanced",
        "repeated", "held", "stretched", "warped", "smoothed", "jittered",
      ])
  }

  @Test func `every word is explained and its example works`() throws {
    for word in words {
      let example = try Schedule(word.example)
      #expect(example.description == word.example)
      #expect(word.example.contains(word.name + "("))
      #expect(word.summary.hasSuffix(".") && !word.formula.isEmpty)
      #expect(word.signature.hasPrefix(word.name + "("))
      let curve = try example.resolved(steps: 1_000, stepsPerEpoch: 10)
      #expect(curve.peak.isFinite)
    }
  }

  @Test func `every label of a signature is one that is read`() throws {
    for word in words {
      for form in word.signature.split(separator: "\n") {
        let labels = form.split(separator: ":").dropLast().map { part in
          String(part.split { " (,".contains($0) }.last ?? "")
        }
        for label in labels {
          // a string is no number, length, range or schedule, so its label must be known
          let receiver = word.example.hasPrefix(word.name) ? "" : "constant(1)."
          let text = "\(receiver)\(word.name)(\(label): \"x\")"
          let error = #expect(throws: NotationError.self) { try Schedule(text) }
          #expect(error?.message.hasPrefix("unknown label") == false, "\(text): \(error!.summary)")
        }
      }
    }
  }

  @Test func `a shape of one's own works as those of the package do`() throws {
    let catalogue = ScheduleCatalogue.standard.adding(shape: Sawtooth.self)
    let schedule = try Schedule(
      "sawtooth(high: 8, every: 4).warmup(2)", catalogue: catalogue)
    #expect(schedule == Schedule(Sawtooth(low: 0, high: 8, every: 4)).warmup(2))
    #expect(schedule.description == "sawtooth(high: 8, every: 4).warmup(2)")
    #expect(try Schedule(schedule.description, catalogue: catalogue) == schedule)
    #expect(
      try schedule.resolved(steps: 8).values(0..<8) == [0, 0, 0, 2, 4, 6, 0, 2])
    #expect(throws: NotationError.self) { try Schedule(schedule.description) }
    let error = #expect(throws: NotationError.self) {
      try Schedule("sawtooth(high: 1, every: -1)", catalogue: catalogue)
    }
    #expect(
      error?.summary == "every must be positive, and at most 1e100; received -1 at column 26")
    #expect(
      try Schedule("constant(1).then(sawtooth(high: 1, every: 2), at: 2)", catalogue: catalogue)
        .resolved(steps: 4).values(0..<4) == [1, 1, 0, 0.5])
  }

  @Test func `a modifier of one's own sees its window and any time`() throws {
    let catalogue = ScheduleCatalogue.standard.adding(modifier: Reversed.self)
    let schedule = try Schedule(
      "linear(from: 4, to: 0).reversed().then(constant(9), at: 4)", catalogue: catalogue)
    #expect(try schedule.resolved(steps: 6).values(0..<6) == [0, 1, 2, 3, 9, 9])
    #expect(try Schedule(schedule.description, catalogue: catalogue) == schedule)
  }
}
