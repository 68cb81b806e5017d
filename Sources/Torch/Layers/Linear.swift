internal import CTorch

/// y = x·Wᵀ + b, with x of shape N×inputs, W of shape outputs×inputs, b of shape outputs.
///
/// W and b are initialized uniformly in ±1/√inputs, as in PyTorch's `nn.Linear`.
public final class Linear: Layer {
  /// W, of shape outputs×inputs.
  public let weight: Tensor
  /// b, of shape outputs; nil if omitted.
  public let bias: Tensor?

  /// Creates a layer with random initial weights.
  ///
  /// - Precondition: positive sizes.
  public init(_ inputs: Int, _ outputs: Int, bias: Bool = true) throws(TorchError) {
    precondition(inputs > 0 && outputs > 0, "sizes must be positive: \(inputs), \(outputs)")
    let bound = 1 / Double(inputs).squareRoot()
    weight = try .uniform([outputs, inputs], in: -bound..<bound).requiringGradient()
    self.bias = bias ? try .uniform([outputs], in: -bound..<bound).requiringGradient() : nil
  }

  /// x·Wᵀ + b.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.linear(weight, bias)
  }
}

extension Tensor {
  /// x·Wᵀ + b.
  func linear(_ weight: Tensor, _ bias: Tensor?) throws(TorchError) -> Tensor {
    try Tensor(ct_linear(handle, weight.handle, bias?.handle), "linear")
  }
}
