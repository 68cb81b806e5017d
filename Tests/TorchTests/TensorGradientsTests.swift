import Testing
import Torch

@Suite struct TensorGradientsTests {
  @Test func `gradients are those of the chain rule and add up until cleared`() throws {
    let x = try Tensor([1, 2, 3] as [Float], shape: [3]).requiringGradient()
    #expect(x.gradient == nil)
    try (x * x).sum().backward()
    #expect(try x.gradient?.floats == [2, 4, 6])  // 2x
    try (x * 10).sum().backward()
    #expect(try x.gradient?.floats == [12, 14, 16])
    [x].clearGradients()
    #expect(x.gradient == nil)
    ([] as [Tensor]).clearGradients()
  }

  @Test func `a gradient lies in memory as its tensor does`() throws {
    let x = try pattern([2, 3, 2, 2], 7, 3).channelsLast().requiringGradient()
    let factors = try pattern([2, 3, 2, 2], 5, 1)
    try (x * factors).sum().backward()
    let gradient = try #require(x.gradient)
    #expect(try gradient.floats == factors.floats)
    #expect(gradient.storedFloats == (try factors.channelsLast().storedFloats))
    let turned = try pattern([2, 3], 7, 3).permuted([1, 0]).requiringGradient()
    try (turned * Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [3, 2])).sum().backward()
    #expect(try turned.gradient?.floats == [1, 2, 3, 4, 5, 6])
    #expect(turned.gradient?.storedFloats == [1, 3, 5, 2, 4, 6])
  }

  @Test func `detaching cuts the history`() throws {
    let x = try Tensor.full([1], 3).requiringGradient()
    let y = try (x * 2).detached()
    #expect(try !y.requiresGradient && y.item() == 6)
    try (x * y).sum().backward()
    #expect(try x.gradient?.floats == [6])
  }

  @Test func `requiring can be undone and needs a type with fractions`() throws {
    let x = try Tensor.full([1], 3)
    #expect(try x.requiringGradient() === x)
    #expect(x.requiresGradient)
    #expect(try !x.requiringGradient(false).requiresGradient)
    let error = #expect(throws: TorchError.self) {
      try Tensor([1 as Int64], shape: [1]).requiringGradient()
    }
    #expect(
      error?.description
        == "requiringGradient: Only Tensors of floating point and complex dtype can require gradients"
    )
  }

  @Test func `backward without a graph, or from many numbers, is an error`() throws {
    let plain = #expect(throws: TorchError.self) { try Tensor.full([], 1).backward() }
    #expect(
      plain?.description
        == "backward: element 0 of tensors does not require grad and does not have a grad_fn")
    let x = try Tensor.full([2], 1).requiringGradient()
    let many = #expect(throws: TorchError.self) { try (x * 2).backward() }
    #expect(many?.description == "backward: grad can be implicitly created only for scalar outputs")
    let loss = try (x * x).sum()
    try loss.backward()
    let twice = #expect(throws: TorchError.self) { try loss.backward() }
    #expect(twice?.message.hasPrefix("Trying to backward through the graph a second time") == true)
  }
}
