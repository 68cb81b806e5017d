import Testing
import Torch

@Suite struct LayersTests {
  /// Weights fill ±bound: none outside, and the largest near it.
  private func fills(_ tensor: Tensor, _ bound: Float) throws -> Bool {
    let sizes = try tensor.floats.map(\.magnitude)
    let signs = Set(try tensor.floats.map(\.sign))
    return sizes.max()! <= bound && sizes.max()! > 0.9 * bound && signs.count == 2
  }

  @Test func `linear starts uniform in one over the root of its inputs`() throws {
    let layer = try Linear(16, 100)
    #expect(layer.weight.shape == [100, 16])
    #expect(layer.bias?.shape == [100])
    #expect(try fills(layer.weight, 0.25))  // 1/√16
    #expect(try fills(#require(layer.bias), 0.25))
    #expect(layer.weight.requiresGradient && layer.bias?.requiresGradient == true)
  }

  @Test func `a convolution starts uniform in one over the root of its inputs`() throws {
    let layer = try Convolution2D(4, 64, size: 5)
    let bias = try #require(layer.bias)
    #expect(layer.weight.shape == [64, 4, 5, 5])
    #expect(bias.shape == [64])
    #expect(try fills(layer.weight, 0.1))  // 1/√(4·25)
    #expect(try fills(bias, 0.1))
    #expect(layer.weight.requiresGradient && bias.requiresGradient)
    #expect(layer.weight.storedFloats == (try layer.weight.permuted([0, 2, 3, 1]).floats))
  }

  @Test func `linear is x·Wᵀ + b`() throws {
    let layer = try Linear(2, 2)
    try layer.weight.assign(Tensor([1, 2, 3, 4] as [Float], shape: [2, 2]))
    try layer.bias?.assign(Tensor([10, 20] as [Float], shape: [2]))
    let input = try Tensor([1, -1] as [Float], shape: [1, 2])
    #expect(try layer(input, for: .training).floats == [9, 19])  // 1 − 2 + 10, 3 − 4 + 20
    let bare = try Linear(2, 2, bias: false)
    #expect(bare.bias == nil && bare.parameterCount == 4)
    try bare.weight.assign(layer.weight)
    #expect(try bare(input, for: .evaluation).floats == [-1, -1])
  }

  @Test func `pooling takes the largest of each window`() throws {
    let input = try Tensor((0..<16).map { Float($0) }, shape: [1, 1, 4, 4])
    #expect(try MaxPool2D(2)(input, for: .training).floats == [5, 7, 13, 15])
    #expect(try MaxPool2D(2, stride: 1)(input, for: .training).shape == [1, 1, 3, 3])
    #expect(try MaxPool2D(3)(input, for: .training).floats == [10])
  }

  @Test func `flattening keeps the examples apart`() throws {
    #expect(try Flatten()(.full([2, 3, 4, 5], 0), for: .training).shape == [2, 60])
    #expect(try Flatten()(.full([0, 3, 4, 5], 0), for: .training).shape == [0, 60])
    let last = try Tensor((0..<12).map { Float($0) }, shape: [1, 3, 2, 2]).channelsLast()
    #expect(try Flatten()(last, for: .training).floats == (0..<12).map { Float($0) })
    let error = #expect(throws: TorchError.self) { try Flatten()(.full([], 0), for: .training) }
    #expect(error?.operation == "flatten")
  }

  @Test func `activations are the tensor's functions`() throws {
    let input = try Tensor([-1, 0, 2] as [Float], shape: [3])
    #expect(try ReLU()(input, for: .training).floats == [0, 0, 2])
    #expect(try Tanh()(input, for: .training).floats == input.tanh().floats)
  }

  @Test func `dropout scales what is left in training and does nothing in evaluation`() throws {
    let input = try Tensor.full([10_000], 3)
    let layer = Dropout(0.25)
    let output = try layer(input, for: .training).floats
    #expect(Set(output) == [0, 4])  // 3/(1 − 0.25)
    let dropped = output.count { $0 == 0 }
    #expect((dropped - 2500).magnitude < 260)  // 6·√(10,000·0.25·0.75)
    #expect(try layer(input, for: .evaluation).floats == input.floats)
    #expect(try Dropout(0)(input, for: .training).floats == input.floats)
  }

  @Test func `a chain passes the mode on and is its last output`() throws {
    let chain = Sequential(Flatten(), Dropout(0.5), ReLU())
    let input = try Tensor.full([10, 10, 10], 1)
    #expect(try chain(input, for: .evaluation).floats == Array(repeating: 1, count: 1000))
    #expect(Set(try chain(input, for: .training).floats) == [0, 2])
    #expect(try Sequential()(input, for: .training) === input)
  }

  @Test func `inputs of the wrong shape are errors that name the layer`() throws {
    let linear = #expect(throws: TorchError.self) {
      try Linear(3, 2)(.full([1, 4], 0), for: .training)
    }
    #expect(
      linear?.description == "linear: mat1 and mat2 shapes cannot be multiplied (1x4 and 3x2)")
    let convolution = #expect(throws: TorchError.self) {
      try Convolution2D(3, 2, size: 3)(.full([1, 4, 8, 8], 0), for: .training)
    }
    #expect(
      convolution?.description.hasPrefix(
        "convolution2D: Given groups=1, weight of size [2, 3, 3, 3], expected input") == true)
    let pool = #expect(throws: TorchError.self) {
      try MaxPool2D(9)(.full([1, 1, 4, 4], 0), for: .training)
    }
    #expect(pool?.operation == "maxPool2D")
  }

  @Test func `sizes that are none stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = try Linear(0, 1) }
    await #expect(processExitsWith: .failure) { _ = try Convolution2D(1, 1, size: 0) }
    await #expect(processExitsWith: .failure) { _ = try Convolution2D(1, 1, size: 1, padding: -1) }
    await #expect(processExitsWith: .failure) { _ = MaxPool2D(0) }
    await #expect(processExitsWith: .failure) { _ = Dropout(1) }
  }
}
