// Elementwise functions as layers without parameters; `Tensor` has the formulas.

/// max(x, 0).
public final class ReLU: Layer {
  /// Creates the layer.
  public init() {}
  /// max(x, 0).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.relu()
  }
}

/// x if x > 0, and slope·x otherwise.
public final class LeakyReLU: Layer {
  private let slope: Double
  /// Creates the layer.
  public init(slope: Double = 0.01) { self.slope = slope }
  /// x if x > 0, and slope·x otherwise.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.leakyReLU(slope: slope)
  }
}

/// x·Φ(x), where Φ is the cumulative distribution function of the standard normal distribution.
public final class GELU: Layer {
  private let approximation: Bool
  /// Creates the layer, with the exact Φ or the approximation of ``Tensor/gelu(approximation:)``.
  public init(approximation: Bool = false) { self.approximation = approximation }
  /// x·Φ(x).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.gelu(approximation: approximation)
  }
}

/// x/(1 + e^−x): SiLU, also called Swish.
public final class SiLU: Layer {
  /// Creates the layer.
  public init() {}
  /// x/(1 + e^−x).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.silu()
  }
}

/// 1/(1 + e^−x).
public final class Sigmoid: Layer {
  /// Creates the layer.
  public init() {}
  /// 1/(1 + e^−x).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.sigmoid()
  }
}

/// The hyperbolic tangent.
public final class Tanh: Layer {
  /// Creates the layer.
  public init() {}
  /// tanh x.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.tanh()
  }
}

/// e^x/Σe^x along a dimension.
public final class Softmax: Layer {
  private let dimension: Int
  /// Creates the layer; the default is the last dimension.
  public init(along dimension: Int = -1) { self.dimension = dimension }
  /// e^x/Σe^x.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.softmax(along: dimension)
  }
}
