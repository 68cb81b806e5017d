/// (x − mean)/√(variance + ε)·γ + β per channel, over a batch of shape N×C or N×C×….
///
/// In training, mean and variance are those of the batch, and the running values follow them:
///
/// ```
/// running ← (1 − momentum)·running + momentum·batch
/// ```
///
/// where the variance is divided by n − 1, and by n in the formula above. Evaluation uses the
/// running values. They are part of the model and of its checkpoints; a training step that skips
/// its update, because the loss or a gradient is NaN or infinite, leaves them unchanged. γ is
/// initialized to 1, β to 0, the running mean to 0 and the running variance to 1.
///
/// Source: Ioffe & Szegedy, *Batch Normalization*, 2015 (<https://arxiv.org/abs/1502.03167>).
public final class BatchNorm: Layer {
  /// γ, one number per channel.
  public let weight: Tensor
  /// β, one number per channel.
  public let bias: Tensor
  /// The running mean.
  public let runningMean: Tensor
  /// The running variance.
  public let runningVariance: Tensor
  private let momentum: Double
  private let epsilon: Double

  /// Creates a layer over `channels` channels.
  ///
  /// - Precondition: positive `channels` and `epsilon`; `momentum` in 0 ... 1.
  public init(_ channels: Int, momentum: Double = 0.1, epsilon: Double = 1e-5) throws(TorchError) {
    precondition(channels > 0 && epsilon > 0, "channels and epsilon must be positive")
    precondition((0...1).contains(momentum), "momentum must be in 0 ... 1; received \(momentum)")
    weight = try .ones([channels]).requiringGradient()
    bias = try .zeros([channels]).requiringGradient()
    runningMean = try .zeros([channels])
    runningVariance = try .ones([channels])
    (self.momentum, self.epsilon) = (momentum, epsilon)
  }

  /// The normalized elements.
  ///
  /// - Throws: `TorchError` for a training batch with only one number per channel, or for other
  ///   shapes.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    let count =
      input.shape.isEmpty ? 0 : input.count / Swift.max(input.shape.dropFirst().first ?? 1, 1)
    guard mode == .evaluation || count > 1 else {
      throw TorchError(
        operation: "batchNorm",
        message: "training needs more than one number for each channel; received \(input.shape)")
    }
    return try input.calling(
      "batch_norm", .tensor(weight), .tensor(bias), .tensor(runningMean), .tensor(runningVariance),
      .bool(mode == .training), .number(momentum), .number(epsilon), .bool(true))
  }
}
