import Foundation
import Optimizers
import Tasks
import Testing
import Torch
import Training

/// The U-Net of the task `segment`.
@Suite struct UNetTests {
  private func model(_ notation: String = "segment(widths: [4, 6])") throws -> any Model {
    let task = try TaskCatalogue.standard.task(notation)
    let canvases = DigitCanvases(8, of: DigitCanvasesTests.squares, seed: 0)
    return try Engine.drawing(from: 2) {
      try task.makeModel(TrainingTask.TaskData(training: canvases, validation: canvases))
    }
  }

  @Test func `a level has two convolutions on the way down and one on the way up`() throws {
    // 3×3 weights and two numbers of batch norm for each channel; 1×1 weights and a bias at the end.
    func convolution(_ inputs: Int, _ outputs: Int) -> Int { 9 * inputs * outputs + 2 * outputs }
    let (first, second) = (
      convolution(1, 4) + convolution(4, 4), convolution(4, 6) + convolution(6, 6)
    )
    #expect(try model().parameterCount == first + second + convolution(10, 4) + 11 * 4 + 11)
  }

  @Test func `fifty steps have the losses of PyTorch`() throws {
    let expected = try ReferenceLosses.read("segment", from: "vision")
    let model = try model("segment(widths: [4, 6, 5])")
    try model.takeWaves(0.3)
    let (pictures, side) = (12, 16)
    let count = pictures * side * side
    let inputs: [Float] = (0..<count).map { index in
      let wave = 0.37 * Double(index) + 0.01 * Double((index % 7) * (index % 11))
      return Float(0.5 + 0.5 * sin(wave))
    }
    let targets = (0..<count).map { Int64(($0 / (pictures * 8) + $0 % 5) % 11) }
    let data = TensorDataset(
      inputs: try Tensor(inputs, shape: [pictures, 1, side, side]),
      targets: try Tensor(targets, shape: [pictures, side, side]))
    Engine.threads = 1
    let learner = try Learner(
      model: model, optimizer: .adamw(weightDecay: 0.01), data: data.inOrder(), batchSize: 4,
      seed: 0)
    for (step, loss) in expected.enumerated() {
      let found = try learner.advance(learningRate: 5e-3).loss
      #expect(abs(found / loss - 1) < 1e-4, "step \(step): \(found), not \(loss)")
    }
  }

  @Test func `it learns canvases by heart`() async throws {
    let canvases = DigitCanvases(8, of: DigitCanvasesTests.squares, seed: 0)
    let model = try model("segment(widths: [8, 16])")
    let learner = try Learner(
      model: model, optimizer: .adamw(), data: canvases, batchSize: 8, seed: 0)
    for _ in 0..<150 { _ = try learner.advance(learningRate: 0.01) }
    // The running statistics follow.
    for _ in 0..<30 { _ = try learner.advance(learningRate: 1e-4) }
    let evaluation = try Evaluation(of: model, on: canvases)
    #expect(evaluation.measures["mean IoU"] ?? 0 > 0.6, "\(evaluation)")
    #expect(evaluation.measures["pixel accuracy"] ?? 0 > 0.9, "\(evaluation)")
  }

  @Test(arguments: [("[]", "received 0"), ("[1, 1, 1, 1, 1, 1, 1]", "received 7")])
  func `too few and too many levels are refused`(widths: String, reason: String) {
    let error = #expect(throws: (any Error).self) {
      try TaskCatalogue.standard.task("segment(widths: \(widths))")
    }
    #expect("\(error!)".contains("widths") && "\(error!)".contains(reason), "\(error!)")
  }
}
