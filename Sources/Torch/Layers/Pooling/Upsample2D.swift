/// N×C×H×W images enlarged by an integer factor.
public final class Upsample2D: Layer {
  /// The interpolation between pixels.
  public enum Interpolation: Hashable, Sendable {
    /// The nearest pixel.
    case nearest
    /// The four nearest pixels, weighted by distance, with PyTorch's `align_corners=False`: the
    /// image's corners are the outer corners of the corner pixels.
    case bilinear
  }

  private let factor: Int
  private let interpolation: Interpolation

  /// Creates a layer that multiplies the numbers of rows and columns by `factor`.
  ///
  /// - Precondition: `factor` is positive.
  public init(_ factor: Int, _ interpolation: Interpolation = .nearest) {
    precondition(factor > 0, "factor must be positive; received \(factor)")
    (self.factor, self.interpolation) = (factor, interpolation)
  }

  /// The larger images.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    let sizes = TorchValue.integers(input.shape.suffix(2).map { $0 * factor })
    return switch interpolation {
    case .nearest: try input.calling("upsample_nearest2d", sizes)
    case .bilinear: try input.calling("upsample_bilinear2d", sizes, .bool(false))
    }
  }
}
