import Notation
import Testing

private enum Mode: String, CaseIterable, NotationValue { case fast, steady }

@Suite struct NotationValueTests {
  private func read<Value: NotationValue>(_ text: String, as type: Value.Type) throws -> Value {
    try Value(notation: NotationExpression(parsing: text), named: "x")
  }

  private func message<Value: NotationValue>(_ text: String, as type: Value.Type) -> String? {
    #expect(throws: NotationError.self) { try read(text, as: type) }?.message
  }

  @Test func `values read from their notation`() throws {
    #expect(try read("3e-4", as: Double.self) == 3e-4)
    #expect(try read("1e4", as: Int.self) == 10_000)
    #expect(try read("-3", as: Int.self) == -3)
    #expect(try read("true", as: Bool.self))
    #expect(try read("\"a\"", as: String.self) == "a")
    #expect(try read("1e-5...0.1", as: ClosedRange<Double>.self) == 1e-5...0.1)
    #expect(try read("[1, 2]", as: [Int].self) == [1, 2])
    #expect(try read(".steady", as: Mode.self) == .steady)
  }

  @Test func `values print as their notation`() {
    let notations = [
      3e-4.notation, 10_000.notation, true.notation, "a".notation, (0.0...1).notation,
      [1, 2].notation, Mode.fast.notation,
    ]
    #expect(
      notations.map(\.description) == [
        "3e-4", "10000", "true", "\"a\"", "0 ... 1", "[1, 2]", "fast",
      ])
  }

  @Test func `a value of another type is refused by name, requirement and what was received`() {
    #expect(message("\"a\"", as: Double.self) == "x must be a number; received \"a\"")
    #expect(message("5%", as: Double.self) == "x must be a number; received 5%")
    #expect(message("nan", as: Double.self) == "x must be a number; received nan")
    #expect(message("inf", as: Double.self) == "x must be a number; received inf")
    #expect(message("2.5", as: Int.self) == "x must be a whole number; received 2.5")
    #expect(message("1e300", as: Int.self) == "x must be a whole number; received 1e300")
    #expect(message("1", as: Bool.self) == "x must be true or false; received 1")
    #expect(message("a", as: String.self) == "x must be a string in quotes; received a")
    #expect(
      message("0..<1", as: ClosedRange<Double>.self)
        == "x must be a closed range such as 0 ... 1; received 0 ..< 1")
    #expect(message("1", as: [Int].self) == "x must be a list in brackets; received 1")
    #expect(message("[1, a]", as: [Int].self) == "x must be a whole number; received a")
  }

  @Test func `a misspelt case gets the nearest one`() {
    let error = #expect(throws: NotationError.self) { try read("stedy", as: Mode.self) }
    #expect(
      error?.summary
        == "x must be fast or steady; received stedy at column 1; did you mean 'steady'?")
  }

  @Test func `what was received is cut short`() {
    let text = "[" + Array(repeating: "1", count: 1_000).joined(separator: ", ") + "]"
    #expect(message(text, as: Double.self)?.count == "x must be a number; received ".count + 40)
  }
}
