internal import LearningRate
internal import Models
internal import Notation
internal import Optimizers
internal import Torch
internal import Training

extension TrainingTask {
  /// Where the handwritten digits of a canvas are, and which they are: a one-stage detector on 64×64 pictures
  /// of one to three digits of MNIST over clutter.
  ///
  /// Canvases to train on have MNIST's training digits, those to validate with its test digits.
  public static let detect = DetectTask().task
}

private struct DetectTask: TaskForm {
  var widths = [16, 32, 64, 96]
  var canvases = 20_000

  static let word = NotationWord(
    "detect", summary: "where the handwritten digits of a picture are, and which they are")

  static var parameters: NotationParameters<DetectTask> {
    [
      .optional("widths", \.widths, .widths),
      .optional("canvases", \.canvases, .within(1...1_000_000)),
    ]
  }

  var conflict: ParameterFault? {
    // Cells of 4 to 16 pixels: larger ones would have two digits.
    (3...5).contains(widths.count)
      ? nil : ParameterFault("widths", "a list of 3 to 5 numbers", received: "\(widths.count)")
  }

  var task: TrainingTask {
    let stride = 1 << (widths.count - 1)
    let grid = DetectionGrid(cells: DigitCanvas.side / stride, stride: stride)
    return TrainingTask(
      self,
      data: DigitCanvases.source,
      architecture: "CNN 1-\(widths.map(String.init).joined(separator: "-"))-15 in \(grid.cells)×"
        + "\(grid.cells) cells",
      optimizer: .adamw(weightDecay: 0.01),
      schedule: { .cosine(from: $0, to: 0).warmup(.percent(5)) }, length: .epochs(4), batchSize: 32,
      validateEvery: .percent(10),
      load: { seed, source in
        let parts = try await DigitCanvases.parts(canvases, seed: seed, from: source)
        let validation = BoxedCanvases(parts.validation, grid: grid)
        return TrainingTask.TaskData(
          training: BoxedCanvases(parts.training, grid: grid), validation: validation,
          samples: { try BoxSamples(of: $0, on: validation).all })
      },
      makeModel: { _ in try CellDetector(1, widths: widths, classes: 10, grid: grid) })
  }
}
