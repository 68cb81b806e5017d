internal import LearningRate
internal import Notation
internal import Optimizers
internal import Training

extension TrainingTask {
  /// MNIST: 60,000 training and 10,000 test images of handwritten digits, 28×28 pixels.
  ///
  /// The model is a convolutional network: two 3×3 convolutions (1→16→32), each followed by 2×2 max
  /// pooling and ReLU, and a linear layer 1568→10. Pixels are standardized with the training set's
  /// mean and standard deviation (0.1307 and 0.3081 of full white).
  public static let mnist = mnist(width: 1)

  /// The task with `width` times as many channels in the network.
  ///
  /// - Precondition: `width` in 1 ... 64.
  public static func mnist(width: Int) -> TrainingTask { MNISTTask(width: width).task }
}

private struct MNISTTask: TaskForm {
  var width = 1

  static let word = NotationWord("mnist", summary: "which digit a handwritten 28×28 image shows")

  static var parameters: NotationParameters<MNISTTask> {
    [.optional("width", \.width, .within(1...64))]
  }

  var task: TrainingTask {
    TrainingTask(
      self,
      data: "MNIST, 60,000 training and 10,000 test images, from ANNEAL_DATA or downloaded (11 MB)",
      architecture: "CNN 1-\(16 * width)-\(32 * width)-10", optimizer: .adamw(),
      schedule: { .cosine(from: $0, to: 0).warmup(.percent(5)) }, length: .epochs(5),
      batchSize: 128, threads: nil,
      load: { _, source in
        TrainingTask.TaskData(
          training: try await MNISTDigits.training(source).dataset,
          validation: try await MNISTDigits.test(source).dataset)
      },
      makeModel: { _ in try makeDigitNetwork(side: 28, width: width) })
  }
}
