/// A transposed convolution over N×C×H×W images with a square kernel: the gradient of a convolution
/// with respect to its input, which makes images larger.
///
/// The output has (H − 1)·stride − 2·padding + size + outputPadding rows. Weights of shape
/// inputs×(outputs/groups)×size×size and biases are initialized uniformly in
/// ±1/√(outputs/groups·size²), as in PyTorch's `nn.ConvTranspose2d`.
public final class TransposedConvolution2D: Layer {
  /// The kernels, inputs×(outputs/groups)×size×size.
  public let weight: Tensor
  /// One bias per output channel; nil if omitted.
  public let bias: Tensor?
  private let geometry: ConvolutionGeometry
  private let outputPadding: Int

  /// Creates a layer with random initial weights.
  ///
  /// - Parameter outputPadding: rows and columns added at the bottom and right of the output.
  /// - Precondition: positive sizes, nonnegative padding, `groups` divides both channel counts,
  ///   `outputPadding` below the stride.
  public init(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 1, padding: Int = 0,
    outputPadding: Int = 0, groups: Int = 1, bias: Bool = true
  ) throws(TorchError) {
    geometry = ConvolutionGeometry(
      inputs: inputs, outputs: outputs, size: size, stride: stride, padding: padding, dilation: 1,
      groups: groups)
    precondition(
      (0..<stride).contains(outputPadding),
      "outputPadding must be in 0 ..< \(stride); received \(outputPadding)")
    self.outputPadding = outputPadding
    (weight, self.bias) = try ConvolutionGeometry.start(
      [inputs, outputs / groups, size, size], channels: outputs, bias: bias)
  }

  /// The transposed convolution of `input` (N×inputs×H×W).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.calling(
      "conv_transpose2d.input", .tensor(weight), bias.map { .tensor($0) } ?? .none,
      .integer(geometry.stride), .integer(geometry.padding), .integer(outputPadding),
      .integer(geometry.groups), .integer(1))
  }
}
