// Linear regression with five optimizers, a usual first tutorial.
import Anneal

/// y = 2·x₁ − 3·x₂ + 5 with a little noise.
func line() throws -> TensorDataset {
  try Engine.seed(1)
  let inputs = try Tensor.normal([200, 2])
  let exact = try inputs.matmul(Tensor([2, -3] as [Float], shape: [2, 1])) + 5
  let targets = try exact + Tensor.normal([200, 1], standardDeviation: 0.1)
  return TensorDataset(inputs: inputs, targets: targets)
}

let data = try line()
for (notation, rate) in [
  ("sgd", 0.05), ("sgd(momentum: 0.9)", 0.01), ("adagrad", 0.5), ("rmsprop", 0.05), ("adam", 0.1),
] {
  try Engine.seed(2)
  let model = Regressor(try Linear(2, 1))
  let trainer = Trainer(
    model: model, optimizer: try Optimizer(notation), plan: Plan(.cosine(from: rate, to: 0)),
    length: .epochs(20), batchSize: 20)
  let training = try trainer.fit(data, validation: data)
  var loss = Double.nan
  while let event = try training.next() {
    if case .validation(_, let evaluation) = event { loss = evaluation.loss }
  }
  let weights = try model.body.weight.scalars(as: Float.self)
  let bias = try model.body.bias?.item() ?? 0
  print(
    "\(notation.padded(20)) loss \(loss)   y = \(weights[0])·x₁ + \(weights[1])·x₂ + \(bias)")
}

extension String {
  /// This string padded with spaces to a column of `width` characters.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
