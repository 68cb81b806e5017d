/// Stride, padding, dilation and groups of a convolution.
struct ConvolutionGeometry {
  let stride: Int
  let padding: Int
  let dilation: Int
  let groups: Int

  /// - Precondition: positive sizes, nonnegative padding, `groups` divides both channel counts.
  init(
    inputs: Int, outputs: Int, size: Int, stride: Int, padding: Int, dilation: Int, groups: Int
  ) {
    precondition(
      [inputs, outputs, size, stride, dilation, groups].allSatisfy { $0 > 0 } && padding >= 0,
      "sizes must be positive: \(inputs), \(outputs), size \(size), stride \(stride), dilation "
        + "\(dilation), groups \(groups); padding \(padding)")
    precondition(
      inputs % groups == 0 && outputs % groups == 0,
      "groups must divide the channels, \(inputs) and \(outputs); received \(groups)")
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
  }

  /// Kernels of `shape` and `channels` biases, uniform in ±1/√n where n is the fan-in: PyTorch's
  /// initialization of every convolution. Image kernels are laid out channels-last.
  static func start(
    _ shape: [Int], channels: Int, bias: Bool
  ) throws(TorchError) -> (weight: Tensor, bias: Tensor?) {
    let bound = 1 / Double(shape.dropFirst().reduce(1, *)).squareRoot()
    let drawn = try Tensor.uniform(shape, in: -bound..<bound)
    let weight = shape.count == 4 ? try drawn.channelsLast() : drawn
    let added = bias ? try Tensor.uniform([channels], in: -bound..<bound).requiringGradient() : nil
    return (try weight.requiringGradient(), added)
  }
}
