// Functions of every element as layers without parameters: `Tensor` has the formulas.

/// max(x, 0).
public final class ReLU: Layer {
  /// A layer without parameters.
  public init() {}
  /// max(x, 0).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.relu()
  }
}

/// x where it is positive, and slope·x elsewhere.
public final class LeakyReLU: Layer {
  private let slope: Double
  /// A layer without parameters.
  public init(slope: Double = 0.01) { self.slope = slope }
  /// x where it is positive, and slope·x elsewhere.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.leakyReLU(slope: slope)
  }
}

/// x·Φ(x), Φ the normal distribution's cumulative function.
public final class GELU: Layer {
  private let approximation: Bool
  /// A layer without parameters, exact unless ``Tensor/gelu(approximation:)``'s approximation is wanted.
  public init(approximation: Bool = false) { self.approximation = approximation }
  /// x·Φ(x).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.gelu(approximation: approximation)
  }
}

/// x/(1 + e^−x): SiLU, also called Swish.
public final class SiLU: Layer {
  /// A layer without parameters.
  public init() {}
  /// x/(1 + e^−x).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.silu()
  }
}

/// 1/(1 + e^−x).
public final class Sigmoid: Layer {
  /// A layer without parameters.
  public init() {}
  /// 1/(1 + e^−x).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.sigmoid()
  }
}

/// The hyperbolic tangent.
public final class Tanh: Layer {
  /// A layer without parameters.
  public init() {}
  /// tanh x.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.tanh()
  }
}

/// e^x/Σe^x along a dimension.
public final class Softmax: Layer {
  private let dimension: Int
  /// A layer without parameters, along the last dimension unless another is named.
  public init(along dimension: Int = -1) { self.dimension = dimension }
  /// e^x/Σe^x.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.softmax(along: dimension)
  }
}
