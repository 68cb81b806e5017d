/// x/√(mean of x² + ε)·γ over the last dimension. γ is initialized to 1.
///
/// Source: Zhang & Sennrich, *Root Mean Square Layer Normalization*, 2019
/// (<https://arxiv.org/abs/1910.07467>), equation 4.
public final class RMSNorm: Layer {
  /// γ.
  public let weight: Tensor
  private let epsilon: Double

  /// Creates a layer over vectors of `features` numbers.
  ///
  /// - Precondition: positive `features` and `epsilon`.
  public init(_ features: Int, epsilon: Double = 1e-5) throws(TorchError) {
    precondition(features > 0 && epsilon > 0, "features and epsilon must be positive")
    weight = try .ones([features]).requiringGradient()
    self.epsilon = epsilon
  }

  /// The normalized elements.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.calling("rms_norm", .integers(weight.shape), .tensor(weight), .number(epsilon))
  }
}
