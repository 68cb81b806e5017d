/// A convolution over N×C×L sequences.
///
/// The output length is ⌊(L + 2·padding − dilation·(size − 1) − 1)/stride⌋ + 1. Weights of shape
/// outputs×(inputs/groups)×size and biases are initialized uniformly in ±1/√(inputs/groups·size),
/// as in PyTorch's `nn.Conv1d`.
public final class Convolution1D: Layer {
  /// The kernels, outputs×(inputs/groups)×size.
  public let weight: Tensor
  /// One bias per output channel; nil if omitted.
  public let bias: Tensor?
  private let geometry: ConvolutionGeometry

  /// Creates a layer with random initial weights.
  ///
  /// - Precondition: positive sizes, nonnegative padding, `groups` divides both channel counts.
  public init(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true
  ) throws(TorchError) {
    geometry = ConvolutionGeometry(
      inputs: inputs, outputs: outputs, size: size, stride: stride, padding: padding,
      dilation: dilation, groups: groups)
    (weight, self.bias) = try ConvolutionGeometry.start(
      [outputs, inputs / groups, size], channels: outputs, bias: bias)
  }

  /// The convolution of `input` (N×inputs×L).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.calling(
      "conv1d", .tensor(weight), bias.map { .tensor($0) } ?? .none,
      .integer(geometry.stride), .integer(geometry.padding), .integer(geometry.dilation),
      .integer(geometry.groups))
  }
}
