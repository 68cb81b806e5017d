import Anneal
import LearningRate
import Optimizers
import Search
import Training

/// What a search could see of one rate: a trunk whose rate rises and is then held, looked at after
/// several shares of the run, each time with a copy that cools down; and whole shorter runs.
struct BankProbe: Encodable {
  let kind = "probe"
  let place: Int
  let rate: Double
  let seed: UInt64
  /// The loss on the sample before training.
  let before: Double
  /// A line for each share: steps, mean training loss of the last 30 %, loss on the sample, and the
  /// same loss after a cooldown over a quarter of the steps. A trunk that diverged ends.
  private(set) var trunk: [[Double]] = []
  /// A line for each share: steps, and the loss on the sample under the run's schedule over so many.
  private(set) var short: [[Double]] = []

  private static let shares = [0.01, 0.02, 0.04, 0.08, 0.16]
  private static let shortShares = [0.08, 0.16, 0.33]

  /// Probes `setting` at the grid's rate at `place`.
  init(_ setting: BankSetting, place: Int, seed: UInt64, _ source: BankSource) async throws {
    (self.place, self.seed) = (place, seed)
    rate = BankSource.rate(of: setting, at: place)
    let setup = try await source.setup(setting, seed: seed, rate: rate)
    let learner = setup.learner
    let sample = FixedSample(of: setup.validation, seed: seed)
    let start = try learner.snapshot()
    // The kind of forward pass is known after a step.
    _ = try learner.advance(learningRate: 0)
    try learner.restore(start)
    before = try learner.trialLoss(on: sample).rounded6
    try learner.restore(start)
    let warmup = Double(max(3, setting.steps / 100))
    let isConstant = setting.schedule == "constant"
    var losses: [Double] = []
    func step(_ factor: Double) throws -> Bool {
      let report = try learner.advance(learningRate: rate * factor)
      losses.append(report.loss)
      return report.updated
    }
    walk: for share in Self.shares {
      let steps = max(3, Int((share * Double(setting.steps)).rounded()))
      while learner.step < steps {
        let rise = Double(learner.step + 1) / warmup
        guard try step(isConstant ? 1 : min(1, rise)) else { break walk }
      }
      let last = losses.suffix(max(1, losses.count * 3 / 10))
      let here = try learner.snapshot()
      let held = try learner.trialLoss(on: sample)
      try learner.restore(here)
      let cooldown = max(2, steps / 4)
      var cooled = Double.infinity
      if try (0..<cooldown).allSatisfy({ try step(1 - (Double($0) + 0.5) / Double(cooldown)) }) {
        cooled = try learner.trialLoss(on: sample)
      }
      losses.removeLast(losses.count - here.step)
      try learner.restore(here)
      trunk.append([
        Double(steps), (last.reduce(0, +) / Double(last.count)).rounded6, held.rounded6,
        cooled.rounded6,
      ])
    }
    guard place.isMultiple(of: 2) else { return }
    for share in Self.shortShares {
      let steps = max(5, Int((share * Double(setting.steps)).rounded()))
      try learner.restore(start)
      let curve = try setting.schedule(peak: rate).resolved(steps: steps, stepsPerEpoch: nil)
      let isTrained = try (0..<steps).allSatisfy {
        try learner.advance(learningRate: curve.value(at: $0)).updated
      }
      let loss = isTrained ? try learner.trialLoss(on: sample) : .infinity
      short.append([Double(steps), loss.rounded6])
    }
  }
}
