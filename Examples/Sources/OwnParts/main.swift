// Custom parts without a change to Anneal: a layer that calls a libtorch operation by name, a loss,
// and an optimizer that the notation knows.
import Anneal
import Notation
import Optimizers

/// Maxout: the larger of two linear maps, feature by feature.
///
/// Source: Goodfellow et al., *Maxout Networks*, 2013.
final class Maxout: Layer {
  let one: Linear
  let other: Linear

  init(_ inputs: Int, _ outputs: Int) throws {
    (one, other) = (try Linear(inputs, outputs), try Linear(inputs, outputs))
  }

  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    try TorchOperation("maximum")(one(input, for: mode), other(input, for: mode)).tensor
  }
}

/// The loss ln cosh(error): quadratic near 0, linear far from it.
final class Robust<Body: Layer>: Model {
  let body: Body
  init(_ body: Body) { self.body = body }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let error = try body(batch.input, for: mode) - batch.target
    // |e| + ln(1 + e^−2|e|) − ln 2 is the same, without overflow.
    let size = try error.magnitude()
    let loss = try size + (size * -2).exp().logOfOnePlus() - 0.6931471805599453
    return Outcome(loss: try loss.mean())
  }
}

/// Heavy-ball momentum with a shorter memory.
struct Impatient: ElementwiseRule {
  var patience = 0.8

  static let velocity = StateKey(0, "velocity")

  struct Coefficients: Sendable { var rate, patience: Double }

  func coefficients(at step: StepNumbers) -> Coefficients {
    Coefficients(rate: step.learningRate, patience: patience)
  }

  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients
  ) {
    memory[velocity] = step.patience * memory[velocity] + gradient
    parameter = parameter - step.rate * memory[velocity]
  }

  static let word = NotationWord(
    "impatient", summary: "momentum that forgets fast", formula: "v ← κ·v + g;  p ← p − η·v",
    purpose: "an example", source: "this file")
  static var hyperparameters: NotationParameters<Impatient> { [.share("patience", \.patience)] }
  var typicalRate: Double { 0.01 }
  var elementSlots: [Slot] { [Slot(Self.velocity)] }
}

let catalogue = OptimizerCatalogue.standard.adding(Impatient.self)
let optimizer = try Optimizer("impatient(patience: 0.7)", catalogue: catalogue)

// |x| with some outliers, which would dominate a squared error.
try Engine.seed(1)
let inputs = try Tensor.uniform([256, 1], in: -2..<2)
let outliers = try Tensor.full([256, 1], 0.05).bernoulli() * 20
let data = TensorDataset(inputs: inputs, targets: try inputs.magnitude() + outliers)
let model = Robust(Sequential(try Maxout(1, 8), try Linear(8, 1)))
let training = try Trainer(
  model: model, optimizer: optimizer, plan: Plan("cosine(from: 0.05, to: 0)"), length: .epochs(60),
  batchSize: 32
).fit(data)
_ = try training.next()
while try training.next() != nil {}
let probes = try Tensor([-1, -0.5, 0, 0.5, 1] as [Float], shape: [5, 1])
let said = try model.body(probes, for: .evaluation).scalars(as: Float.self)
print("\(optimizer)")
print("|x| at −1, −0.5, 0, 0.5, 1:", said.map { ($0 * 100).rounded() / 100 })
