/// (x − mean)/√(variance + ε)·γ + β per channel, over a batch of shape N×C or N×C×….
///
/// In training mean and variance are the batch's, and the running ones follow them:
///
/// ```
/// running ← (1 − momentum)·running + momentum·batch
/// ```
///
/// with the variance divided by n − 1 there and by n in the formula above. In evaluation the running ones are
/// used. They are part of the model, saved and restored with it; a training step that changes no weight, since
/// its loss or a gradient is no number, leaves them as they were. γ starts at 1, β at 0, the running mean at 0 and
/// the running variance at 1.
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

  /// A layer over `channels` channels.
  ///
  /// - Precondition: positive, and a momentum in 0 ... 1.
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
  /// - Throws: `TorchError` for a batch of one number per channel in training, or other shapes.
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
      .truth(mode == .training), .number(momentum), .number(epsilon), .truth(true))
  }
}
