import Notation
import Testing

/// A form with a parameter of each kind.
private struct Recipe: NotationForm, Equatable {
  var title = ""
  var minutes = 0.0
  var heat = Heat.low
  var guests = 4
  var note: String?
  var grams: Double?
  var cups: Double?
  var level = false

  enum Heat: String, CaseIterable, NotationValue { case low, high }

  static let word = NotationWord("recipe", summary: "Something to cook.", formula: "a · b")

  static var parameters: NotationParameters<Recipe> {
    [
      .unlabelled("title", \.title, .any("title")),
      .required("minutes", \.minutes, .within(0...600).called("duration")),
      .optional("heat", \.heat, .cases),
      .optional("guests", \.guests, .within(1...12), isAlwaysPrinted: true),
      .either(
        [.required("grams", \.grams, .within(1...1000))],
        [.required("cups", \.cups, .within(1...4)), .optional("level", \.level, .flag)],
        requirement: "given in grams or cups"),
      .optional("note", \.note, .any("text"), otherwise: "none"),
    ]
  }

  var defaults: Recipe { Recipe() }

  init() {}

  init(_ text: String) throws {
    var arguments = try ArgumentReader(NotationExpression(parsing: text))
    try read(&arguments)
    try arguments.finish()
    try arguments.check(parameterFault)
  }

  var text: String { NotationExpression.call("recipe", arguments).description }
}

@Suite struct WordTests {
  @Test func `what is left out has the default, and is not printed`() throws {
    let recipe = try Recipe(#"recipe("soup", cups: 2, minutes: 30)"#)
    #expect(recipe.heat == .low && recipe.guests == 4 && recipe.note == nil && !recipe.level)
    #expect(recipe.text == #"recipe("soup", minutes: 30, guests: 4, cups: 2)"#)
  }

  @Test(arguments: [
    #"recipe("soup", minutes: 0, guests: 4, grams: 1)"#,
    #"recipe("a", minutes: 600, heat: high, guests: 1, cups: 4, level: true, note: "x")"#,
  ])
  func `what is printed reads back`(text: String) throws {
    let recipe = try Recipe(text)
    #expect(recipe.text == text)
    #expect(try Recipe(recipe.text) == recipe)
  }

  @Test func `the reference has a line for each way of writing it`() {
    let start = "recipe(title, minutes: duration, heat: low or high = low, guests: number = 4, "
    let word = Recipe().reference
    #expect(
      word.signature == """
        \(start)grams: number, note: text = none)
        \(start)cups: number, level: true or false = false, note: text = none)
        """)
    #expect(
      word.name == "recipe" && word.summary == "Something to cook." && word.formula == "a · b")
  }

  @Test(arguments: [
    (#"recipe(minutes: 1, cups: 1)"#, "'recipe' needs its title at column 1"),
    (#"recipe("a", cups: 1)"#, "'recipe' needs 'minutes' at column 1"),
    (#"recipe("a", minutes: 1)"#, "'recipe' needs 'cups' at column 1"),
    (
      #"recipe("a", minutes: 601, cups: 1)"#,
      "minutes must be between 0 and 600; received 601 at column 22"
    ),
    (
      #"recipe("a", minutes: 1, cups: 1, guests: 0)"#,
      "guests must be between 1 and 12; received 0 at column 42"
    ),
    (
      #"recipe("a", minutes: 1, grams: 0)"#,
      "grams must be between 1 and 1000; received 0 at column 32"
    ),
    (
      #"recipe("a", minutes: 1, cups: 1, grams: 5)"#,
      "recipe must be given in grams or cups; received grams and cups at column 1"
    ),
    (
      #"recipe("a", minutes: 1, grams: 1, level: true)"#,
      "recipe must be given in grams or cups; received grams and level at column 1"
    ),
    (
      #"recipe("a", minutes: 1, cups: 1, heat: hihg)"#,
      "heat must be low or high; received hihg at column 40; did you mean 'high'?"
    ),
    (
      #"recipe("a", minutes: 1, cups: 1, guest: 2)"#,
      "unknown label 'guest' in 'recipe' at column 34; did you mean 'guests'?"
    ),
  ])
  func `a wrong argument is named, placed and corrected`(text: String, summary: String) {
    let error = #expect(throws: NotationError.self) { try Recipe(text) }
    #expect(error?.summary == summary)
  }

  @Test(arguments: [
    // at the parameter itself, or at what the requirement names, or at the word
    ("f(low: 1, high: 0)", ParameterFault("high", "at least low, 1", received: "0"), 17),
    ("f(low: 5)", ParameterFault("high", "at least low, 5", received: "3"), 8),
    ("f(low: 5)", ParameterFault("low / high", "finite", received: "5"), 8),
    ("f(low: 5)", ParameterFault("high", "slow", received: "3"), 1),
    ("f", ParameterFault("high", "at least low, 5", received: "3"), 1),
  ])
  func `a conflict points to an argument that was given`(
    text: String, fault: ParameterFault, column: Int
  ) throws {
    var arguments = try ArgumentReader(NotationExpression(parsing: text))
    _ = (arguments.expression("high"), arguments.expression("low"))
    let error = #expect(throws: NotationError.self) { try arguments.check(fault) }
    #expect(error?.summary == "\(fault) at column \(column)")
  }

  @Test func `no range holds NaN, and a list says which element is wrong`() {
    #expect(Domain<Double>.within(0...1).fault("share", .nan)?.received == "nan")
    let list = Domain<[Double]>.list(.within(0...1))
    #expect(list.kind == "[number, …]")
    #expect(list.fault("shares", [0, 1]) == nil)
    #expect(
      list.fault("shares", [0, 2, 3])
        == ParameterFault("shares", "between 0 and 1", received: "2"))
  }
}

@Suite struct EntryTests {
  private func find(_ text: String, among words: [String] = ["norm", "value"]) throws -> String {
    let arguments = try ArgumentReader(NotationExpression(parsing: text))
    try arguments.checkStandsAlone()
    return try arguments.entry("limit", in: words, named: { $0 })
  }

  @Test(arguments: [
    ("nrom(1)", "unknown limit 'nrom' at column 1; did you mean 'norm'?"),
    ("xyz", "unknown limit 'xyz' at column 1; expected norm or value"),
    ("norm(1).value(2)", "'value' stands alone: write it without a dot before it at column 9"),
    (
      String(repeating: "w", count: 50),
      "unknown limit '\(String(repeating: "w", count: 39))…' at column 1; expected norm or value"
    ),
  ])
  func `an unknown word is named, cut short and corrected`(text: String, summary: String) {
    let error = #expect(throws: NotationError.self) { try find(text) }
    #expect(error?.summary == summary)
  }

  @Test func `a known word is found, and one that is known elsewhere is said to be`() throws {
    #expect(try find("value(1)") == "value")
    let arguments = try ArgumentReader(NotationExpression(parsing: "warmup"))
    let error = #expect(throws: NotationError.self) {
      try arguments.entry("shape", in: ["warm"], named: { $0 }, unless: "'warmup' is a modifier")
    }
    #expect(error?.summary == "'warmup' is a modifier at column 1")
  }

  @Test func `a word that a catalogue has twice stops the program and is named`() async {
    ["norm", "value"].requireDistinct(as: "limit")
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { ["norm", "value", "norm"].requireDistinct(as: "limit") }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    let sentence = "the words of a catalogue must differ; received the limit 'norm' twice"
    #expect(text.contains(sentence), "\(text)")
  }

  @Test func `the catalogues of a reader are found by their types`() throws {
    let arguments = try ArgumentReader(NotationExpression(.name("f")), catalogues: [1, "one"])
    #expect(arguments.catalogue(Int.self) == 1)
    #expect(arguments.catalogue(String.self) == "one")
    #expect(arguments.catalogue(Double.self) == nil)
  }
}
