import Testing
import Torch

private class Base: Module {
  let scale: Tensor
  let steps = 3
  init() throws { scale = try Tensor.full([2], 1).requiringGradient() }
}

private final class Derived: Base {
  let head: Linear
  let missing: Tensor? = nil
  let present: Tensor?
  let optional: Linear?
  let absent: Linear? = nil
  let blocks: [Linear]
  let weights: [Tensor]
  let grid: [[Linear]]
  let data = Array(repeating: 1.0, count: 100)
  let mean: Tensor
  weak var parent: Parent?

  override init() throws {
    head = try Linear(2, 3)
    present = try Tensor.full([1], 1).requiringGradient()
    optional = try Linear(1, 1, bias: false)
    blocks = [try Linear(1, 2), try Linear(2, 1, bias: false)]
    weights = [try Tensor.full([4], 1).requiringGradient()]
    grid = [[], [try Linear(1, 1, bias: false)]]
    mean = try Tensor.full([5], 0)
    try super.init()
  }
}

private final class Parent: Module {
  let child: Derived
  let tied: Tensor
  let again: Linear
  init() throws {
    child = try Derived()
    tied = child.head.weight
    again = child.head
    child.parent = self
  }
}

@Suite struct ModuleTests {
  private static let names = [
    "scale", "head.weight", "head.bias", "present", "optional.weight", "blocks.0.weight",
    "blocks.0.bias", "blocks.1.weight", "weights.0", "grid.1.0.weight",
  ]

  @Test func `names follow declarations, the superclass first`() throws {
    let module = try Derived()
    #expect(module.namedTensors.map(\.name) == Self.names + ["mean"])
    #expect(module.namedTensors[1].tensor === module.head.weight)
  }

  @Test func `parameters are what requires a gradient`() throws {
    let module = try Derived()
    #expect(module.parameters.map(\.name) == Self.names)
    #expect(module.parameterCount == 2 + 6 + 3 + 1 + 1 + 2 + 2 + 2 + 4 + 1)
  }

  @Test func `what is shared counts once and a parent is no endless walk`() throws {
    let parent = try Parent()
    #expect(parent.parameters.map(\.name) == Self.names.map { "child.\($0)" })
  }

  @Test func `a chain numbers its layers`() throws {
    let chain = Sequential(try Linear(2, 2), ReLU(), Sequential(try Convolution2D(1, 1, size: 1)))
    #expect(
      chain.parameters.map(\.name) == [
        "layers.0.weight", "layers.0.bias", "layers.2.layers.0.weight", "layers.2.layers.0.bias",
      ])
    #expect(ReLU().namedTensors.isEmpty)
  }
}
