internal import LearningRate
internal import Models
internal import Notation
internal import Optimizers
internal import Torch
internal import Training

extension TrainingTask {
  /// Which pixels of a canvas belong to which handwritten digit: a small U-Net on 64×64 pictures of one to
  /// three digits of MNIST over clutter.
  ///
  /// Canvases to train on have MNIST's training digits, those to validate with its test digits.
  public static let segment = SegmentTask().task
}

private struct SegmentTask: TaskForm {
  var widths = [8, 16, 32, 64, 128]
  var canvases = 20_000

  static let word = NotationWord(
    "segment", summary: "which pixels of a picture belong to which handwritten digit")

  static var parameters: NotationParameters<SegmentTask> {
    [
      .optional("widths", \.widths, .widths),
      .optional("canvases", \.canvases, .within(1...1_000_000)),
    ]
  }

  var conflict: ParameterFault? {
    // With seven levels the lowest would have one pixel, of which batch norm has no deviation.
    (1...6).contains(widths.count)
      ? nil : ParameterFault("widths", "a list of 1 to 6 numbers", received: "\(widths.count)")
  }

  var task: TrainingTask {
    TrainingTask(
      self,
      data: DigitCanvases.source,
      architecture: "U-Net 1-\(widths.map(String.init).joined(separator: "-"))-11",
      optimizer: .adamw(weightDecay: 0.01),
      schedule: { .polynomial(from: $0, to: 0, power: 0.9).warmup(.percent(5)) },
      length: .epochs(2), batchSize: 16, validateEvery: .percent(10),
      load: { seed, source in
        let (training, validation) = try await DigitCanvases.parts(
          canvases, seed: seed, from: source)
        return TrainingTask.TaskData(
          training: training, validation: validation,
          samples: { try MaskSamples(of: $0, on: validation).all })
      },
      makeModel: { _ in
        PixelClassifier(
          try UNet(1, widths: widths, classes: DigitCanvas.classCount),
          classes: DigitCanvas.classCount)
      })
  }
}
