/// How a kernel of a convolution lies on its input.
struct ConvolutionGeometry {
  let stride: Int
  let padding: Int
  let dilation: Int
  let groups: Int

  /// - Precondition: positive sizes, padding not negative, channels that the groups divide.
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
}
