internal import Torch
internal import Training

/// A regression model of a standardized number, whose measures are in the number's own unit.
///
/// The loss is the mean squared error of the standardized target. Evaluation measures `mse`, `rmse`
/// and `mae` in the target's unit, and `r2`.
final class NumberRegressor: Model {
  let body: any Layer
  private let scale: Double

  /// - Parameter scale: the size of one standardized unit in the target's own.
  init(_ body: any Layer, scale: Double) { (self.body, self.scale) = (body, scale) }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let output = try body(batch.input, for: mode)
    let loss = try output.meanSquaredError(to: batch.target)
    let outputs = ["prediction": output]
    guard mode == .evaluation else { return Outcome(loss: loss, outputs: outputs) }
    return Outcome(
      loss: loss, measures: try measures(output, batch.target), outputs: outputs)
  }

  private func measures(_ output: Tensor, _ target: Tensor) throws -> [String: Measure] {
    let predictions = try output.scalars(as: Float.self).map(Double.init)
    let targets = try target.scalars(as: Float.self).map(Double.init)
    let errors = zip(predictions, targets).map { ($0 - $1) * scale }
    let count = Double(errors.count)
    let squares = errors.reduce(0) { $0 + $1 * $1 }
    return [
      "mse": .mean(squares, over: count),
      "rmse": Measure([squares, count]) { ($0[0] / $0[1]).squareRoot() },
      "mae": .mean(errors.reduce(0) { $0 + abs($1) }, over: count),
      "r2": .rSquared(targets: targets, predictions: predictions),
    ]
  }
}
