/// (x − mean)/√(variance + ε)·γ + β over the last dimensions of each example.
///
/// γ is initialized to 1 and β to 0. The variance is the biased one: the sum of squares divided by
/// the number of elements.
///
/// Source: Ba, Kiros & Hinton, *Layer Normalization*, 2016 (<https://arxiv.org/abs/1607.06450>).
public final class LayerNorm: Layer {
  /// γ, of the normalized dimensions' shape.
  public let weight: Tensor
  /// β, of the same shape; nil if omitted.
  public let bias: Tensor?
  private let shape: [Int]
  private let epsilon: Double

  /// Creates a layer over the last dimensions, of the lengths `shape`.
  ///
  /// - Precondition: at least one length, positive lengths, positive ε.
  public init(_ shape: Int..., epsilon: Double = 1e-5, bias: Bool = true) throws(TorchError) {
    precondition(
      !shape.isEmpty && shape.allSatisfy { $0 > 0 }, "lengths must be positive: \(shape)")
    precondition(epsilon > 0, "epsilon must be positive; received \(epsilon)")
    weight = try .ones(shape).requiringGradient()
    self.bias = bias ? try .zeros(shape).requiringGradient() : nil
    (self.shape, self.epsilon) = (shape, epsilon)
  }

  /// The normalized elements.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.calling(
      "layer_norm", .integers(shape), .tensor(weight), bias.map { .tensor($0) } ?? .none,
      .number(epsilon))
  }
}
