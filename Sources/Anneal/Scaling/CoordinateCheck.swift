internal import Foundation
internal import LearningRate
internal import Tasks
internal import Torch
internal import Training

/// How the outputs of a network's layers change with its width, at the start and after some steps.
///
/// If the parametrization is right, some steps at one rate change each layer's output by about as much at all
/// widths, in the mean of its elements' magnitudes. In the usual parametrization the change grows with the
/// width.
///
/// Source: Yang et al., *Tensor Programs V*, 2022, appendix D.1 (<https://arxiv.org/abs/2203.03466>).
package struct CoordinateCheck {
  /// The output of one layer.
  package struct Layer: Hashable, Sendable, Encodable {
    /// Its place and its type, such as `2 Linear`; `output` for the network's.
    package let name: String
    /// The mean change of an element of its output since the start, for each width.
    package let changes: [Double]
    /// The exponent e of change ∝ width^e, by least squares on logarithms; nil if a change is 0 or not
    /// finite.
    package let exponent: Double?
  }

  /// The factors of the width.
  package let factors: [Int]
  /// The layers, from first to last.
  package let layers: [Layer]
  /// The loss on the batch after the steps, for each width.
  package let losses: [Double]

  /// Above this exponent a layer's change grows with the width: in the usual parametrization it is about 1
  /// under Adam.
  package static let limit = 0.35

  /// The layers whose change grows with the width.
  package var growing: [Layer] { layers.filter { $0.exponent.map { $0 > Self.limit } ?? false } }

  /// Trains each width for `steps` steps at the constant rate `rate`, or under the plan of its setup.
  ///
  /// - Parameter setup: the setup of a width, whose model is one on own data.
  /// - Throws: `TrainingError` for a model whose layers cannot be seen.
  package init(
    factors: [Int], steps: Int, rate: Double?, _ setup: (_ factor: Int) async throws -> FitSetup
  ) async throws {
    var changes: [String: [Double]] = [:]
    var (names, losses) = ([String](), [Double]())
    for factor in factors {
      let setup = try await setup(factor)
      let learner = setup.learner
      let count = min(64, setup.validation.count)
      let batch = try setup.validation.batch((0..<Int64(count)).map { $0 }[...])
      guard batch.names.contains("input") else {
        throw TrainingError(
          "the check needs a task whose model has one input; that of \(setup.task.name) has several"
        )
      }
      let input = batch.input
      func outputs() throws -> [(name: String, output: Tensor)] {
        try Engine.withoutGradients { try learner.model.stages(of: input, for: .evaluation) }
      }
      let start = try outputs().map { try $0.output.copied() }
      let plan = try learner.grouped(setup.plan(peak: rate))
      var loss = Double.nan
      for step in 0..<steps {
        let report = try learner.advance { _ in (plan.values(at: step), plan.groupOfParameter) }
        loss = report.loss
        guard report.updated else { break }
      }
      losses.append(loss)
      let end = try outputs()
      names = end.map { $0.name.isEmpty ? "output" : $0.name }
      for (index, name) in names.enumerated() {
        let change = try (end[index].output - start[index]).magnitude().mean().item()
        changes[name, default: []].append(change)
      }
    }
    (self.factors, self.losses) = (factors, losses)
    layers = names.map { name in
      let values = changes[name] ?? []
      return Layer(name: name, changes: values, exponent: Self.exponent(factors, values))
    }
  }

  private static func exponent(_ factors: [Int], _ changes: [Double]) -> Double? {
    guard factors.count > 1, changes.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let (x, y) = (factors.map { log(Double($0)) }, changes.map { log($0) })
    let (meanX, meanY) = (
      x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count)
    )
    let products = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    return products / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
  }
}
