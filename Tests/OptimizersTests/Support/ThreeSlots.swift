import Notation
import Optimizers

/// A rule that remembers three numbers per element: the gradients of the last three steps.
struct ThreeSlots: ElementwiseRule {
  struct Coefficients: Sendable {}

  func coefficients(learningRate: Double, count: Int) -> Coefficients { Coefficients() }

  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    memory = Memory(gradient, memory.first, memory.second)
    parameter = memory.third
  }

  static var word: String { "threeSlots" }
  static var summary: String { "the gradient before the last" }
  var typicalRate: Double { 1 }
  var slots: [String] { ["now", "last", "lastButOne"] }
  var arguments: [NotationArgument] { [] }
  init() {}
  init(_ arguments: inout ArgumentReader) throws { self.init() }
  var fault: OptimizerError? { nil }
}
