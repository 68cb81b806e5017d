import Anneal
import Foundation
import LearningRate
import Optimizers
import Search
import Tasks
import Training

/// How well a rate that was found for a small network suits a larger one: the table of `docs/scaling.md`.
///
///     anneal-benchmarks scale STEPS
///
/// Nine rates with two seeds for each network, in the usual parametrization and in a scaled one.
struct WidthStudy {
  private let steps: Int
  private static let ratio = 10.0 / 3
  private static let places = -4...4

  init(steps: Int) { self.steps = steps }

  func measure() async throws {
    Engine.tuneAllocator()
    Engine.threads = 1
    print(
      "| network | optimizer | base | larger | best rate of the base | usual: best rate | regret "
        + "| scaled: best rate | regret |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    let optimizers = [Optimizer.adamw(), .sgd(momentum: 0.9), .muon()]
    for optimizer in optimizers {
      try await row(.mlp, optimizer, Size(32, 2), Size(256, 2), .muP)
    }
    try await row(.transformer, .adamw(), Size(32, 2), Size(32, 12), .completeP)
    for optimizer in optimizers {
      try await row(.transformer, optimizer, Size(32, 2), Size(256, 2), .muP)
    }
    try await row(.transformer, .adamw(), Size(32, 2), Size(64, 8), .completeP)
  }

  private func row(
    _ network: ScaledNetwork, _ optimizer: Optimizer, _ base: Size, _ large: Size,
    _ parametrization: Parametrization
  ) async throws {
    let small = try await losses(network, optimizer, base, nil, base)
    let usual = try await losses(network, optimizer, large, nil, base)
    let scaled = try await losses(network, optimizer, large, parametrization, base)
    guard let found = Self.best(small) else { return print("| nothing trained |") }
    func part(_ losses: [Double]) -> String {
      guard let best = Self.best(losses) else { return "none | ∞" }
      let regret = losses[found] / losses[best] - 1
      return "\(rate(best, optimizer)) | \(regret.isFinite ? "\(regret.rounded4)" : "∞")"
    }
    print(
      "| \(network.rawValue) | \(optimizer) | \(base) | \(large) | \(rate(found, optimizer)) "
        + "| \(part(usual)) | \(part(scaled)) |")
    fflush(nil)
  }

  private func rate(_ place: Int, _ optimizer: Optimizer) -> Double {
    (optimizer.rule.typicalRate * pow(Self.ratio, Double(place + Self.places.lowerBound))).rounded4
  }

  private static func best(_ losses: [Double]) -> Int? {
    losses.indices.filter { losses[$0].isFinite }.min { losses[$0] < losses[$1] }
  }

  /// The mean validation loss of two seeds at each rate.
  private func losses(
    _ network: ScaledNetwork, _ optimizer: Optimizer, _ size: Size,
    _ parametrization: Parametrization?, _ base: Size
  ) async throws -> [Double] {
    var losses: [Double] = []
    for place in 0..<Self.places.count {
      var sum = 0.0
      for seed in UInt64(1)...2 {
        sum += try await loss(
          network, optimizer, size, parametrization, base, rate: rate(place, optimizer), seed: seed)
      }
      losses.append(sum / 2)
    }
    return losses
  }

  private func loss(
    _ network: ScaledNetwork, _ optimizer: Optimizer, _ size: Size,
    _ parametrization: Parametrization?, _ base: Size, rate: Double, seed: UInt64
  ) async throws -> Double {
    let data = try await network.data(seed)
    try Engine.seed(seed)
    let model = try network.model(size, attentionAs: parametrization == nil ? nil : base)
    var plan = Plan(.cosine(from: rate, to: 0).warmup(.percent(5)))
    if let parametrization {
      let scaling = try ModelScaling(
        parametrization, of: model, from: network.model(base, attentionAs: nil),
        branches: parametrization == .completeP ? network.branches : nil)
      try scaling.initialize()
      plan = try scaling.plan(plan, for: optimizer)
    }
    let learner = try Learner(
      model: model, optimizer: optimizer, data: data.training, batchSize: network.batchSize,
      seed: seed)
    let grouped = try learner.grouped(plan.resolved(steps: steps, stepsPerEpoch: nil))
    for step in 0..<steps {
      let report = try learner.advance { _ in (grouped.values(at: step), grouped.groupOfParameter) }
      guard report.updated else { return .infinity }
    }
    return try learner.trialLoss(on: data.validation)
  }
}

/// The width and the number of layers of a network.
struct Size: CustomStringConvertible {
  let width, layers: Int
  init(_ width: Int, _ layers: Int) { (self.width, self.layers) = (width, layers) }
  var description: String { "\(layers) × \(width)" }
}
