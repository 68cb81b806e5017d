import Foundation
import LearningRate
import Optimizers
import Testing
import Torch
import Training

/// Two layers, one of a weight and a bias, and a parameter that stands alone.
private final class Layers: Model {
  let first = Pair()
  let alone: Tensor

  init() throws { alone = try Tensor([Float(2)], shape: [1]).requiringGradient() }

  final class Pair: Module {
    let weight = try! Tensor([Float(3), 4], shape: [2]).requiringGradient()
    let bias = try! Tensor([Float(0)], shape: [1]).requiringGradient()
  }

  /// Gradients of 3 and 4, 12, and 0.5.
  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let slopes = try Tensor([Float(3), 4], shape: [2])
    let sum = try (first.weight * slopes).sum() + (first.bias * 12).sum() + (alone * 0.5).sum()
    return Outcome(loss: sum)
  }
}

@Suite struct LayerwiseNormsTests {
  private func reports(every interval: Int?, steps: Int) throws -> [StepReport] {
    let learner = learner(try Layers(), try twoExamples(), optimizer: .sgd(), batchSize: 2)
    let training = try TrainingRun(
      learner: learner, plan: try Plan("constant(0.1)").resolved(steps: steps), validation: nil,
      validateEvery: steps)
    if interval != 0 { training.measureLayersEvery = interval }
    return try training.events().compactMap {
      if case .step(let report) = $0 { report } else { nil }
    }
  }

  @Test func `a layer is what names have in common, and what is measured are norms`() throws {
    let sizes = try reports(every: 1, steps: 1)[0].updates[0].layers
    #expect(sizes.map(\.layer) == ["first", "alone"])
    // ‖(3, 4, 12)‖ = 13, ‖(3, 4)‖ = 5; plain SGD moves by a tenth of the gradient.
    #expect(sizes.map(\.gradientNorm) == [13, 0.5])
    #expect(sizes.map(\.weightNorm) == [5, 2])
    #expect(abs(sizes[0].updateNorm - 1.3) < 1e-6 && abs(sizes[1].updateNorm - 0.05) < 1e-6)
  }

  @Test func `they are measured each hundredth of the run, or as often as told, or never`() throws {
    func measured(_ reports: [StepReport]) -> [Int] {
      reports.filter { !$0.updates[0].layers.isEmpty }.map(\.step)
    }
    #expect(measured(try reports(every: 0, steps: 250)) == Array(stride(from: 0, to: 250, by: 2)))
    #expect(measured(try reports(every: 100, steps: 250)) == [0, 100, 200])
    #expect(measured(try reports(every: nil, steps: 5)) == [])
  }

  @Test func `measuring changes no bit of what is trained`() throws {
    func weights(every interval: Int?) throws -> [String: Data] {
      let training = try Setting().training()
      training.measureLayersEvery = interval
      _ = try training.events()
      return try training.checkpointFiles()
    }
    #expect(try weights(every: nil) == weights(every: 1))
  }
}
