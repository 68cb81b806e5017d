internal import CTorch

/// The largest number of each size×size window, over N×C×H×W images.
///
/// The output has ⌊(H − size)/stride⌋ + 1 rows.
public final class MaxPool2D: Layer {
  private let size: Int64
  private let stride: Int64

  /// Creates windows of size×size, `stride` apart; the default stride is `size`.
  ///
  /// - Precondition: positive size and stride.
  public init(_ size: Int, stride: Int? = nil) {
    precondition(size > 0 && (stride ?? size) > 0, "size and stride must be positive")
    (self.size, self.stride) = (Int64(size), Int64(stride ?? size))
  }

  /// The largest number of each window.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try Tensor(ct_max_pool2d(input.handle, size, stride), "maxPool2D")
  }
}
