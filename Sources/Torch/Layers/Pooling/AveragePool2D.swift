/// The mean of each size×size window, over N×C×H×W images.
///
/// The output has ⌊(H + 2·padding − size)/stride⌋ + 1 rows; the padding's zeros count in the mean.
public final class AveragePool2D: Layer {
  private let size: Int
  private let stride: Int
  private let padding: Int

  /// Creates windows of size×size, `stride` apart; the default stride is `size`.
  ///
  /// - Precondition: positive size and stride; `padding` in 0 ... size/2.
  public init(_ size: Int, stride: Int? = nil, padding: Int = 0) {
    precondition(size > 0 && (stride ?? size) > 0, "size and stride must be positive")
    precondition(
      (0...size / 2).contains(padding), "padding must be in 0 ... \(size / 2); received \(padding)")
    (self.size, self.stride, self.padding) = (size, stride ?? size, padding)
  }

  /// The mean of each window.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.calling("avg_pool2d", .integer(size), .integer(stride), .integer(padding))
  }
}

/// The means of rows×columns windows that cover N×C×H×W images of any size.
///
/// Window i of n covers the rows from ⌊i·H/n⌋ to ⌈(i + 1)·H/n⌉; a single window is the mean of the
/// whole image.
public final class AdaptiveAveragePool2D: Layer {
  private let sizes: [Int]

  /// Creates rows×columns windows; the default is as many columns as rows.
  ///
  /// - Precondition: positive counts.
  public init(_ rows: Int = 1, _ columns: Int? = nil) {
    precondition(rows > 0 && (columns ?? rows) > 0, "rows and columns must be positive")
    sizes = [rows, columns ?? rows]
  }

  /// The mean of each window.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.calling("adaptive_avg_pool2d", .integers(sizes))
  }
}
