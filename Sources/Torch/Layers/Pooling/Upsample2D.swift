/// N×C×H×W images made larger by a whole factor.
public final class Upsample2D: Layer {
  /// What stands between the pixels.
  public enum Interpolation: Hashable, Sendable {
    /// The nearest pixel.
    case nearest
    /// The four nearest, weighed by their distance; the corners of the outermost pixels stay at the corners
    /// of the image (PyTorch's `align_corners=False`).
    case bilinear
  }

  private let factor: Int
  private let interpolation: Interpolation

  /// `factor` times as many rows and columns.
  ///
  /// - Precondition: positive.
  public init(_ factor: Int, _ interpolation: Interpolation = .nearest) {
    precondition(factor > 0, "factor must be positive; received \(factor)")
    (self.factor, self.interpolation) = (factor, interpolation)
  }

  /// The larger images.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    let sizes = TorchValue.integers(input.shape.suffix(2).map { $0 * factor })
    return switch interpolation {
    case .nearest: try input.calling("upsample_nearest2d", sizes)
    case .bilinear: try input.calling("upsample_bilinear2d", sizes, .truth(false))
    }
  }
}
