import Testing
import Torch

/// Outputs and gradients against `scripts/torch_reference.py`.
@Suite struct LayerReferenceTests {
  @Test(arguments: [false, true])
  func `a small classifier's gradients are PyTorch's`(channelsLast: Bool) throws {
    let convolution = try Convolution2D(2, 3, size: 3, padding: 1)
    let linear = try Linear(12, 4)
    try convolution.weight.assign(pattern([3, 2, 3, 3], 5, 1))
    try #require(convolution.bias).assign(pattern([3], 3, 2))
    try linear.weight.assign(pattern([4, 12], 3, 4))
    try #require(linear.bias).assign(pattern([4], 2, 5))
    let plain = try pattern([2, 2, 5, 5], 7, 3)
    let image = try channelsLast ? plain.channelsLast() : plain
    try image.requiringGradient()
    let model = Sequential(convolution, ReLU(), MaxPool2D(2), Flatten(), linear)
    let logits = try model(image, for: .training)
    #expect(agree(try logits.floats, TorchReference.logits))
    let loss = try logits.crossEntropy(with: Tensor([1, 3] as [Int64], shape: [2]))
    #expect(agree([Float(try loss.item())], [TorchReference.crossEntropy]))
    try loss.backward()
    for (tensor, expected) in [
      (image, TorchReference.imageGradient),
      (convolution.weight, TorchReference.kernelGradient),
      (try #require(convolution.bias), TorchReference.kernelBiasGradient),
      (linear.weight, TorchReference.weightGradient),
      (try #require(linear.bias), TorchReference.biasGradient),
    ] {
      let gradient = try #require(tensor.gradient)
      #expect(agree(try gradient.floats, expected))
      // Written back in memory order, the gradient is itself only if both orders agree.
      let copy = try tensor.copied()
      copy.withMutableStorage(as: Float.self) { target in
        gradient.withMutableStorage(as: Float.self) { _ = target.update(fromContentsOf: $0) }
      }
      #expect(try copy.floats == gradient.floats)
    }
  }

  @Test(arguments: [false, true])
  func `one input channel, stride and padding are PyTorch's`(channelsLast: Bool) throws {
    let convolution = try Convolution2D(1, 2, size: 3, stride: 2, padding: 1)
    try convolution.weight.assign(pattern([2, 1, 3, 3], 5, 1))
    try #require(convolution.bias).assign(pattern([2], 3, 2))
    let image = try pattern([2, 1, 6, 6], 7, 3)
    let output = try convolution(channelsLast ? image.channelsLast() : image, for: .training)
    #expect(output.shape == [2, 2, 3, 3])
    #expect(agree(try output.floats, TorchReference.oneChannelOutput))
    let loss = try output.meanSquaredError(to: pattern([2, 2, 3, 3], 4, 1))
    #expect(agree([Float(try loss.item())], [TorchReference.oneChannelLoss]))
    try loss.backward()
    let gradient = try #require(convolution.weight.gradient)
    #expect(agree(try gradient.floats, TorchReference.oneChannelKernelGradient))
    #expect(agree(gradient.storedFloats, TorchReference.oneChannelKernelGradient))
  }
}
