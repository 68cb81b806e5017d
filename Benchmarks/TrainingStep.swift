import Anneal

/// A model with one batch, trained a number of steps at a time.
struct TrainingStep {
  private let loop: TrainingLoop

  /// `cnn`: convolution 1→16, ReLU, pool, convolution 16→32, ReLU, pool, linear 1568→10, batch 128.
  /// `mlp`: linear 784→128, ReLU, linear 128→10, batch 64.
  init(_ name: String, optimizer: String) throws {
    let body: Sequential
    let shape: [Int]
    switch name {
    case "cnn":
      body = Sequential(
        try Convolution2D(1, 16, size: 3, padding: 1), ReLU(), MaxPool2D(2),
        try Convolution2D(16, 32, size: 3, padding: 1), ReLU(), MaxPool2D(2),
        Flatten(), try Linear(1568, 10))
      shape = [128, 1, 28, 28]
    case "mlp":
      body = Sequential(try Linear(784, 128), ReLU(), try Linear(128, 10))
      shape = [64, 784]
    default: throw TrainingError("the model must be cnn or mlp; received '\(name)'")
    }
    let classes = try Tensor((0..<shape[0]).map { Int64($0 % 10) }, shape: [shape[0]])
    let batch = Batch(count: shape[0], ["input": try .normal(shape), "target": classes])
    loop = try TrainingLoop(
      model: Classifier(body), optimizer: try Optimizer(optimizer), data: OneBatch(batch: batch),
      batchSize: shape[0], seed: 0)
  }

  /// The milliseconds of one step, over `count` steps.
  func milliseconds(over count: Int) throws -> Double {
    let duration = try ContinuousClock().measure {
      for _ in 0..<count { _ = try loop.advance(learningRate: 1e-4) }
    }
    return duration / .milliseconds(1) / Double(count)
  }
}

/// The same batch at every step, so that a step is all that is timed.
private struct OneBatch: Dataset {
  let batch: Batch
  var count: Int { batch.count }
  func batch(_ indices: ArraySlice<Int64>) throws -> Batch { batch }
}
