import Foundation
import Optimizers
import Tasks
import Testing
import Torch
import Training

/// The data is not part of the package.
private let hasData = ProcessInfo.processInfo.environment["ANNEAL_DATA"] != nil

/// The detector of digits on canvases.
@Suite struct DetectTests {
  private static let grid = DetectionGrid(cells: 8, stride: 8)

  private func canvases(_ count: Int) -> BoxedCanvases {
    BoxedCanvases(DigitCanvases(count, of: DigitCanvasesTests.squares, seed: 3), grid: Self.grid)
  }

  private func model(widths: String = "[4, 6, 8, 12]", _ data: any Dataset) throws -> any Model {
    let task = try TaskCatalogue.standard.task("detect(widths: \(widths))")
    return try Engine.drawing(from: 1) {
      try task.makeModel(TrainingTask.TaskData(training: data, validation: data))
    }
  }

  @Test func `each cell with the center of a digit has its box`() throws {
    let batch = try canvases(20).batch([0, 1, 2, 3, 4, 5, 6, 7])
    #expect(batch["cells"].shape == [8, 8, 8, 5] && batch["labels"].shape == [8, 8, 8])
    let masks = try DigitCanvases(20, of: DigitCanvasesTests.squares, seed: 3)
      .batch([0, 1, 2, 3, 4, 5, 6, 7]).target.scalars(as: Int64.self)
    let (cells, labels) = (
      try batch["cells"].scalars(as: Float.self), try batch["labels"].scalars(as: Int64.self)
    )
    var count = 0
    for place in labels.indices where labels[place] != -100 {
      count += 1
      let values = Array(cells[5 * place..<5 * place + 5])
      // Squares of 28 pixels are 3.5 cells.
      #expect(
        values[0] == 1 && abs(exp(values[3]) - 3.5) < 1e-5 && abs(exp(values[4]) - 3.5) < 1e-5)
      let (picture, cell) = place.quotientAndRemainder(dividingBy: 64)
      let (x, y) = (8 * (Float(cell % 8) + values[1]), 8 * (Float(cell / 8) + values[2]))
      for (dx, dy) in [(-13, -13), (13, 13)] {
        let pixel = picture * 4096 + (Int(y) + dy) * 64 + Int(x) + dx
        #expect(masks[pixel] == labels[place] + 1)
      }
    }
    #expect(count == masks.count { $0 > 0 } / 784)
    #expect(zip(labels.indices, labels).allSatisfy { $1 != -100 || cells[5 * $0] == 0 })
  }

  @Test func `it learns canvases by heart`() throws {
    let data = canvases(8)
    let model = try model(data)
    let learner = try Learner(model: model, optimizer: .adamw(), data: data, batchSize: 8, seed: 0)
    for _ in 0..<200 { _ = try learner.advance(learningRate: 0.01) }
    // The running statistics follow.
    for _ in 0..<30 { _ = try learner.advance(learningRate: 1e-4) }
    let evaluation = try Evaluation(of: model, on: data)
    #expect(evaluation.measures["mean AP"] ?? 0 > 0.7, "\(evaluation)")
    #expect(
      Set(evaluation.measures.keys)
        == ["mean AP", "box loss", "class loss", "objectness loss"])
  }

  @Test(arguments: ["[4, 4]", "[4, 4, 4, 4, 4, 4]"])
  func `too few and too many levels are refused`(widths: String) {
    let error = #expect(throws: (any Error).self) {
      try TaskCatalogue.standard.task("detect(widths: \(widths))")
    }
    #expect("\(error!)".contains("widths must be a list of 3 to 5 numbers"), "\(error!)")
  }

  @Test(.enabled(if: hasData, "set ANNEAL_DATA to the folder that holds mnist/"))
  func `no two digits of MNIST share a cell`() async throws {
    let task = try TaskCatalogue.standard.task("detect(canvases: 2000)")
    let data = try await task.load(0, DataSource())
    #expect(data.training.exampleCount == 2000 && data.validation.count == 500)
    let segmented = try await TaskCatalogue.standard.task("segment(canvases: 2000)")
      .load(0, DataSource())
    let rows = (0..<200).map { Int64($0) }[...]
    let found = try data.validation.batch(rows)["labels"].scalars(as: Int64.self)
    let masks = try segmented.validation.batch(rows).target.scalars(as: Int64.self)
    for picture in 0..<200 {
      let digits = found[picture * 64..<(picture + 1) * 64].filter { $0 != -100 }
      #expect((1...3).contains(digits.count))
      let classes = Set(masks[picture * 4096..<(picture + 1) * 4096].filter { $0 > 0 })
      #expect(Set(digits.map { $0 + 1 }) == classes)
    }
  }
}
