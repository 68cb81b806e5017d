internal import CTorch

/// N×C×H×W to N×(C·H·W).
public final class Flatten: Layer {
  /// Creates the layer.
  public init() {}
  /// One row per example.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try Tensor(ct_flatten(input.handle), "flatten")
  }
}
