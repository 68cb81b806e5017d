import Foundation
import LearningRate
import Notation
import Testing

/// A controller that this package does not have: it halves the rate above a limit.
private struct Governor: ControllerForm {
  var limit = 1.0

  struct State: Codable, Hashable, Sendable { var isAbove = false }

  static let word = NotationWord(
    "governor", summary: "Halves the rate above a limit.", formula: "above limit: · 0.5, else 1",
    example: "governor(limit: 1)")

  static var parameters: NotationParameters<Governor> { [.required("limit", \.limit, .value)] }

  var measurement: String { "gradient norm" }

  var initialState: State { State() }

  func observe(_ value: Double, at step: Int, _ state: inout State) -> ControllerAction {
    let before = factor(state, at: step)
    state.isAbove = value > limit
    let after = factor(state, at: step)
    return before == after ? .keep : .changed(from: before, to: after)
  }

  func factor(_ state: State, at step: Int) -> Double { state.isAbove ? 0.5 : 1 }
}

@Suite struct ControllerCatalogueTests {
  private let words = ControllerCatalogue.standard.words

  @Test func `the standard words are those of the reference`() {
    #expect(
      words.map(\.name) == ["plateau", "slopeTest", "greedy", "boldDriver", "spikeBackoff"])
  }

  @Test func `every word is explained and its example works`() throws {
    for word in words {
      #expect(try Controller(word.example).description == word.example)
      #expect(word.summary.hasSuffix(".") && !word.formula.isEmpty)
      #expect(word.signature.hasPrefix(word.name + "("))
    }
  }

  @Test func `every label of a signature is one that is read, and its default the one in code`()
    throws
  {
    for word in words {
      let list = word.signature.drop { $0 != "(" }.dropFirst().dropLast()
      let labels = list.split(separator: ",").map { part in
        part.prefix { $0 != ":" }.filter { $0 != " " }
      }
      let defaults = list.split(separator: ",").map { part in
        part.split(separator: "=").last!.filter { $0 != " " }
      }
      for label in labels {
        let error = #expect(throws: NotationError.self) {
          try Controller("\(word.name)(\(label): \"x\")")
        }
        #expect(error?.message.hasPrefix("unknown label") == false, "\(word.name) \(label)")
      }
      let written = zip(labels, defaults).map { "\($0): \($1)" }.joined(separator: ", ")
      #expect(try Controller("\(word.name)(\(written))") == Controller(word.name))
    }
  }

  @Test func `each says what it listens to`() throws {
    let heard = try words.map { try Controller($0.name).measurement }
    #expect(
      heard == ["validation loss", "loss", "validation loss", "validation loss", "loss"])
  }

  @Test func `a controller of one's own works as those of the package do`() throws {
    let catalogue = ControllerCatalogue.standard.adding(Governor.self)
    let controller = try Controller("governor(limit: 2)", catalogue: catalogue)
    #expect(controller == Controller(Governor(limit: 2)))
    #expect(controller.description == "governor(limit: 2)")
    #expect(controller.measurement == "gradient norm")
    #expect(factors(controller, [1, 3, 2, 9]) == [1, 0.5, 1, 0.5])
    #expect(throws: NotationError.self) { try Controller("governor(limit: 2)") }

    var state = controller.initialState
    _ = state.observe(3, at: 0)
    let data = try JSONEncoder().encode(state)
    let decoder = JSONDecoder()
    #expect(throws: DecodingError.self) { try decoder.decode(ControllerState.self, from: data) }
    decoder.userInfo[ControllerCatalogue.userInfoKey] = catalogue
    #expect(try decoder.decode(ControllerState.self, from: data) == state)
  }

  @Test func `a word that is there already stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = ControllerCatalogue.standard.adding(ControllerCatalogue.standard.forms[0])
    }
  }

  @Test func `every public value can be sent to another task`() {
    func assertSendable<T: Sendable>(_: T.Type) {}
    assertSendable(Controller.self)
    assertSendable(ControllerAction.self)
    assertSendable(ControllerCatalogue.self)
    assertSendable(ControllerState.self)
  }
}
