import Optimizers

/// A rule that remembers four numbers per element: the gradients of the last four steps.
struct FourSlots: ElementwiseRule {
  struct Coefficients: Sendable {}

  func coefficients(_ moment: Moment) -> Coefficients { Coefficients() }

  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    memory = Memory(gradient, memory.first, memory.second, memory.third)
    parameter = memory.fourth
  }

  static var word: String { "fourSlots" }
  static var summary: String { "the gradient three steps ago" }
  static var formula: String { "a formula" }
  static var purpose: String { "a test" }
  static var source: String { "a test" }
  var typicalRate: Double { 1 }
  var elementSlots: [Slot] { ["now", "last", "lastButOne", "lastButTwo"].map { Slot($0) } }
  static var hyperparameters: [RuleHyperparameter<FourSlots>] { [] }
}
