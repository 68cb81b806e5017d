import LearningRate
import Optimizers
import Records
import Testing
import Torch
import Training

@Suite struct PrecisionTests {
  private func training(_ precision: Precision, steps: Int = 12) throws -> TrainingRun {
    Engine.threads = 1
    return try Trainer(
      model: try network(seed: 1), optimizer: .adamw(), plan: Plan(.constant(0.01)),
      length: .steps(steps), batchSize: 8, validateEvery: .steps(4), precision: precision
    ).fit(try images(), validation: try images(9))
  }

  private func losses(_ run: TrainingRun) throws -> [Double] {
    try run.events().compactMap { event -> Double? in
      switch event {
      case .step(let report): report.loss
      case .validation(_, let evaluation): evaluation.loss
      default: nil
      }
    }
  }

  @Test func `forward passes in bfloat16 come near to those in float32, over float32 weights`()
    throws
  {
    let narrow = try training(.bfloat16)
    let (exact, found) = (try losses(training(.float32)), try losses(narrow))
    #expect(exact != found)
    // 8 bits of digits: a few thousandths at first, and the trainings part slowly.
    #expect(abs(exact[0] - found[0]) < 0.01)
    #expect(zip(exact, found).allSatisfy { abs($0 - $1) < 0.1 })
    #expect(narrow.learner.model.parameters.allSatisfy { $0.tensor.scalarType == .float32 })
    #expect(try losses(training(.bfloat16)) == found)
  }

  @Test func `a device that is not there is refused, and the processor is always there`() throws {
    guard !Device.cuda(7).isAvailable else { return }
    let model = try network(seed: 1)
    let plan = Plan(.constant(0.01))
    let error = #expect(throws: TorchError.self) {
      try Trainer(model: model, optimizer: .sgd(), plan: plan, device: .cuda(7)).fit(try images())
    }
    #expect(error?.description.contains("no device cuda:7; libtorch finds 0 CUDA devices") == true)
    #expect(model.device == .cpu)
    _ = try Trainer(model: model, optimizer: .sgd(), plan: plan, device: .cpu).fit(try images())
  }
}
