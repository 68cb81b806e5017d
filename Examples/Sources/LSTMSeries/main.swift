// An LSTM that learns to continue a series of numbers, from a file with one number per line or from
// two sine waves.
import Anneal
import Foundation

/// The series, standardized to mean 0 and standard deviation 1.
func series() throws -> [Float] {
  var numbers = (0..<1200).map { step -> Float in
    sin(Float(step) / 9) + 0.5 * sin(Float(step) / 3.7)
  }
  if let path = CommandLine.arguments.dropFirst().first {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    numbers = text.split(whereSeparator: \.isNewline).compactMap { Float($0) }
  }
  let mean = numbers.reduce(0, +) / Float(numbers.count)
  let square = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(numbers.count)
  return numbers.map { ($0 - mean) / square.squareRoot() }
}

/// Predicts the next number at every position of a window.
final class Forecaster: Model {
  let lstm: LSTM
  let output: Linear

  init() throws { (lstm, output) = (try LSTM(1, 32), try Linear(32, 1)) }

  func callAsFunction(_ window: Tensor, for mode: Mode) throws -> Tensor {
    try output(lstm(window, for: mode), for: mode)
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    Outcome(loss: try self(batch.input, for: mode).meanSquaredError(to: batch.target))
  }
}

let numbers = try series()
let length = 40
/// Windows that begin at `starts`, and as targets the windows one position later.
func windows(_ starts: Range<Int>) throws -> TensorDataset {
  let inputs = starts.flatMap { numbers[$0..<$0 + length] }
  let targets = starts.flatMap { numbers[$0 + 1..<$0 + length + 1] }
  let shape = [starts.count, length, 1]
  return TensorDataset(
    inputs: try Tensor(inputs, shape: shape), targets: try Tensor(targets, shape: shape))
}

// The last fifth is for validation.
let cut = (numbers.count - length - 1) * 4 / 5
try Engine.seed(1)
let model = try Forecaster()
let training = try Trainer(
  model: model, optimizer: .adamw(), plan: Plan("oneCycle(peak: 0.01)"),
  length: .epochs(15), batchSize: 32, gradientClipping: .norm(1)
).fit(windows(0..<cut - length), validation: windows(cut..<numbers.count - length - 1))
while let event = try training.next() {
  if case .validation(let step, let evaluation) = event {
    print("after \(step) updates: error of the next number \(evaluation.loss.squareRoot()) (RMSE)")
  }
}

// Continue the series, each prediction being the next input.
var state: LSTM.State?
var next = try Tensor(Array(numbers[..<cut]), shape: [1, cut, 1])
var said: [Float] = []
for _ in 0..<10 {
  let (hidden, after) = try Engine.withoutGradients {
    try model.lstm(next, after: state, for: .evaluation)
  }
  next = try model.output(hidden[.all, -1], for: .evaluation).reshaped([1, 1, 1])
  said.append(try Float(next.item()))
  state = after
}
print("predicted", said.map { ($0 * 100).rounded() / 100 })
print("actual   ", numbers[cut..<cut + 10].map { ($0 * 100).rounded() / 100 })
