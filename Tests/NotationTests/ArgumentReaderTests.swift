import Notation
import Testing

/// What a module does with the reader: an optimizer's arguments.
private struct Settings: Equatable {
  var weightDecay: Double
  var beta2: Double
  var count: Int

  init(_ text: String) throws {
    var arguments = try ArgumentReader(NotationExpression(parsing: text), role: "an optimizer")
    weightDecay = try arguments.required("weightDecay")
    beta2 = try arguments.value("beta2", default: 0.999)
    count = try arguments.optionalUnlabelled("count") ?? 1
    try arguments.finish()
  }
}

@Suite struct ArgumentReaderTests {
  @Test func `labelled arguments come in any order and others by position`() throws {
    let settings = try Settings("adamw(beta2: 0.95, 7, weightDecay: 0.1)")
    #expect(settings == (try Settings("adamw(7, weightDecay: 1e-1, beta2: 95e-2)")))
    #expect(settings.count == 7)
    #expect(try Settings("adamw(weightDecay: 0)").beta2 == 0.999)
  }

  @Test(arguments: [
    (
      "adamw(weightDecya: 0.1)",
      "unknown label 'weightDecya' in 'adamw' at column 7; did you mean 'weightDecay'?"
    ),
    ("adamw", "'adamw' needs 'weightDecay' at column 1"),
    (
      "adamw(0.1)",
      "0.1 needs a label in 'adamw' at column 7; did you mean 'weightDecay: 0.1'?"
    ),
    ("adamw(beta2: 1, weightDecay: 0, beta2: 1)", "'beta2' is given twice at column 33"),
    (
      "adamw(weightDecay: 0, momentum: 1)",
      "unknown label 'momentum' in 'adamw' at column 23; expected weightDecay or beta2"
    ),
    (
      "adamw(weightDecay: 0, 1, 2)",
      "'adamw' takes no further value without a label at column 26; "
        + "expected weightDecay or beta2"
    ),
    (
      "adamw(weightDecay: \"a\")", "weightDecay must be a number; received \"a\" at column 20"
    ),
    ("adamw(weightDecay: 0, 1.5)", "count must be a whole number; received 1.5 at column 23"),
    ("3e-4", "an optimizer must be a name or a call; received 3e-4 at column 1"),
  ])
  func `a wrong argument is named, placed and corrected`(text: String, summary: String) {
    let error = #expect(throws: NotationError.self) { try Settings(text) }
    #expect(error?.summary == summary)
  }

  @Test func `a call that takes nothing says so`() throws {
    let arguments = try ArgumentReader(NotationExpression(parsing: "f(x: 1)"))
    let error = #expect(throws: NotationError.self) { try arguments.finish() }
    #expect(error?.summary == "unknown label 'x' in 'f' at column 3; expected no label")
  }

  @Test func `a label on a value that has none is taken off`() throws {
    let arguments = try ArgumentReader(NotationExpression(parsing: "constant(rate: 3e-4)"))
    let error = #expect(throws: NotationError.self) {
      var arguments = arguments
      return try arguments.unlabelled("rate", as: Double.self)
    }
    #expect(error?.summary == "rate has no label in 'constant' at column 10; did you mean '3e-4'?")
  }

  @Test func `a broken rule points at the argument that broke it`() throws {
    var arguments = try ArgumentReader(NotationExpression(parsing: "f(1, gamma: -1)"))
    _ = try arguments.unlabelled("a", as: Double.self)
    _ = try arguments.required("gamma", as: Double.self)
    let error = arguments.error(for: "gamma", "positive", received: "-1")
    #expect(error.summary == "gamma must be positive; received -1 at column 13")
    #expect(arguments.error(for: "other", "x", received: "y").column == 1)
  }

  @Test func `raw expressions and the receiver are at hand`() throws {
    var arguments = try ArgumentReader(NotationExpression(parsing: "a().f(b(1), x: 2)"))
    #expect(arguments.receiver == .call("a"))
    #expect(arguments.unlabelledExpression("b") == .call("b", [NotationArgument(1.0)]))
    #expect(arguments.unlabelledExpression("c") == nil)
    let isGiven = (x: arguments.has("x"), y: arguments.has("y"))
    #expect(isGiven == (x: true, y: false))
    #expect(arguments.expression("x") == .number(2))
    try arguments.finish()
  }

  @Test func `an expression built by code reports its own text`() throws {
    let call = NotationExpression.call("adamw", [NotationArgument("beta", 1.0)])
    let arguments = try ArgumentReader(call)
    let error = #expect(throws: NotationError.self) {
      var arguments = arguments
      return try arguments.required("beta2", as: Double.self)
    }
    #expect(error?.message == "unknown label 'beta' in 'adamw'")
  }
}
