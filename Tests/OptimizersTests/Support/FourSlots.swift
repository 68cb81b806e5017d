import Notation
import Optimizers

/// A rule that remembers four numbers per element: the gradients of the last four steps.
struct FourSlots: ElementwiseRule {
  static let now = StateKey(0, "now")
  static let last = StateKey(1, "last")
  static let secondLast = StateKey(2, "lastButOne")
  static let thirdLast = StateKey(3, "lastButTwo")

  struct Coefficients: Sendable {}

  func coefficients(at step: StepNumbers) -> Coefficients { Coefficients() }

  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    memory[thirdLast] = memory[secondLast]
    memory[secondLast] = memory[last]
    memory[last] = memory[now]
    memory[now] = gradient
    parameter = memory[thirdLast]
  }

  static let word = NotationWord(
    "fourSlots", summary: "the gradient three steps ago", formula: "a formula", purpose: "a test",
    source: "a test")
  var typicalRate: Double { 1 }
  var elementSlots: [Slot] {
    [Self.now, Self.last, Self.secondLast, Self.thirdLast].map { Slot($0) }
  }
  static var hyperparameters: NotationParameters<FourSlots> { [] }
}
