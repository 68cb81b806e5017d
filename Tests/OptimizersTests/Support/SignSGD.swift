import Notation
import Optimizers

/// A rule as a user writes one, in one small file outside the module: the step has the sign of a
/// running mean of the gradient, and size η.
///
/// ```
/// m ← β·m + (1 − β)·g
/// p ← p − η·m/√(m²)
/// ```
struct SignSGD: ElementwiseRule {
  let beta: Double

  init(beta: Double = 0.5) { self.beta = beta }

  struct Coefficients: Sendable { var rate, beta: Double }

  func coefficients(learningRate: Double, count: Int) -> Coefficients {
    Coefficients(rate: learningRate, beta: beta)
  }

  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    memory.first =
      L(repeating: step.beta) * memory.first + L(repeating: 1 - step.beta) * gradient
    let size = (memory.first * memory.first).root()
    parameter = parameter - L(repeating: step.rate) * memory.first / size
  }

  static var word: String { "signSGD" }
  static var summary: String { "the sign of the gradient's running mean" }
  var typicalRate: Double { 1e-4 }
  var slots: [String] { ["mean"] }
  var arguments: [NotationArgument] { beta == 0.5 ? [] : [NotationArgument("beta", beta)] }
  init(_ arguments: inout ArgumentReader) throws {
    self.init(beta: try arguments.value("beta", default: 0.5))
  }
  var fault: OptimizerError? { .share("beta", beta) }
}
