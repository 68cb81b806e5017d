import Notation
import Optimizers

/// A rule as a user writes one, in one small file outside the module: the step has the sign of a
/// running mean of the gradient, and size η.
///
/// ```
/// m ← β·m + (1 − β)·g
/// p ← p − η·m/√(m²)
/// ```
struct OwnRule: ElementwiseRule {
  var beta = 0.5

  static let mean = StateKey(0, "mean")

  struct Coefficients: Sendable { var rate, beta: Double }

  func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(rate: step.learningRate, beta: beta)
  }

  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    memory[mean] = step.beta * memory[mean] + (1 - step.beta) * gradient
    let size = (memory[mean] * memory[mean]).squareRoot()
    parameter = parameter - step.rate * memory[mean] / size
  }

  static let word = NotationWord(
    "own", summary: "the sign of the gradient's running mean", formula: "p ← p − η·m/√(m²)",
    purpose: "a yardstick", source: "a test")
  var typicalRate: Double { 1e-4 }
  var elementSlots: [Slot] { [Slot(Self.mean)] }
  static var hyperparameters: NotationParameters<OwnRule> { [.share("beta", \.beta)] }
}
