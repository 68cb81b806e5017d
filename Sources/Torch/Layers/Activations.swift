internal import CTorch

/// max(x, 0), element by element.
public final class ReLU: Layer {
  /// A layer without parameters.
  public init() {}
  /// max(x, 0).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.relu()
  }
}

/// The hyperbolic tangent, element by element.
public final class Tanh: Layer {
  /// A layer without parameters.
  public init() {}
  /// tanh x.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.tanh()
  }
}

/// The largest number of each size×size window, over N×C×H×W images.
public final class MaxPool2D: Layer {
  private let size: Int64
  private let stride: Int64

  /// Windows of size×size, `stride` apart (their own size when left out).
  ///
  /// - Precondition: positive.
  public init(_ size: Int, stride: Int? = nil) {
    precondition(size > 0 && (stride ?? size) > 0, "size and stride must be positive")
    (self.size, self.stride) = (Int64(size), Int64(stride ?? size))
  }

  /// The largest number of each window.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try Tensor(ct_max_pool2d(input.handle, size, stride), "maxPool2D")
  }
}

/// N×C×H×W to N×(C·H·W).
public final class Flatten: Layer {
  /// A layer without parameters.
  public init() {}
  /// One row per example.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try Tensor(ct_flatten(input.handle), "flatten")
  }
}

/// Sets a share of the elements to zero while training, and scales the rest by 1/(1 − share).
public final class Dropout: Layer {
  private let share: Double

  /// Drops each element with probability `share`.
  ///
  /// - Precondition: in 0 ..< 1.
  public init(_ share: Double) {
    precondition((0..<1).contains(share), "share must be in 0 ..< 1; received \(share)")
    self.share = share
  }

  /// `input` itself in evaluation.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try Tensor(ct_dropout(input.handle, share, mode == .training), "dropout")
  }
}
