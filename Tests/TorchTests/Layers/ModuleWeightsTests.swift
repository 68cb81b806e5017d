import Testing
import Torch

private final class Two: Module {
  let first: Linear
  let second: Linear
  let steps: Tensor
  let tied: Tensor

  init() throws {
    first = try Linear(2, 3)
    second = try Linear(3, 1, bias: false)
    steps = try Tensor([Int64(7)], shape: [1])
    tied = first.weight
  }
}

private func message(_ body: () throws -> Void) -> String {
  do { try body() } catch { return "\(error)" }
  return "nothing was thrown"
}

@Suite struct ModuleWeightsTests {
  private static let names = ["first.bias", "first.weight", "second.weight", "steps"]

  @Test func `weights are copies, a tied one once`() throws {
    let module = try Two()
    let weights = try module.weights
    #expect(weights.keys.sorted() == Self.names)
    let before = try module.first.weight.floats
    try module.first.weight.assign(try .full([3, 2], 5))
    #expect(try weights["first.weight"]?.floats == before)
    #expect(weights.values.allSatisfy { !$0.requiresGradient })
  }

  @Test func `what is loaded is what was saved`() throws {
    let (one, other) = (try Two(), try Two())
    try one.steps.assign(try Tensor([Int64(9)], shape: [1]))
    let tensor = other.first.weight
    try other.load(try one.weights)
    for (left, right) in zip(one.namedTensors, other.namedTensors) {
      #expect(try left.tensor.isEqual(to: right.tensor), "\(left.name)")
    }
    #expect(other.first.weight === tensor && tensor.requiresGradient)
    #expect(try other.steps.scalars(as: Int64.self) == [9])
  }

  @Test func `every number of memory order finds its place`() throws {
    final class Image: Module {
      let kernel: Tensor
      init() throws { kernel = try pattern([2, 3, 2, 2], 1, 0).channelsLast() }
    }
    let module = try Image()
    try module.load(["kernel": try pattern([2, 3, 2, 2], 3, 2)])
    #expect(try module.kernel.floats == pattern(24, 3, 2))
  }

  @Test func `floating-point numbers are converted`() throws {
    let module = try Two()
    var weights = try module.weights
    weights["first.bias"] = try Tensor([1.5, 2, -3], shape: [3])
    try module.load(weights)
    #expect(module.first.bias?.scalarType == .float32)
    #expect(try module.first.bias?.floats == [1.5, 2, -3])
  }

  @Test(arguments: [
    (
      "first.bias", [4], ScalarType.float32,
      "load: 'first.bias' must have shape [3]; received [4]"
    ),
    (
      "first.weight", [2, 3], .float32,
      "load: 'first.weight' must have shape [3, 2]; received [2, 3]"
    ),
    ("first.bias", [3], .int64, "load: 'first.bias' must be of type float32; received int64"),
    ("steps", [1], .float32, "load: 'steps' must be of type int64; received float32"),
    ("steps", [1], .uint8, "load: 'steps' must be of type int64; received uint8"),
    (
      "head.bias", [3], .float32,
      "load: weights must be named as the module's are (first.weight, first.bias, "
        + "second.weight, …); received 'head.bias'"
    ),
  ])
  func `a load that fails changes nothing`(
    name: String, shape: [Int], type: ScalarType, expected: String
  ) throws {
    let module = try Two()
    let before = try module.weights
    var weights: [String: Tensor] = [:]
    for named in module.namedTensors {
      weights[named.name] = try .full(named.tensor.shape, 3, type: named.tensor.scalarType)
    }
    weights[name] = try .full(shape, 2, type: type)
    #expect(message { try module.load(weights) } == expected)
    for named in module.namedTensors {
      #expect(try before[named.name]?.isEqual(to: named.tensor) == true, "\(named.name)")
    }
  }

  @Test func `what is missing is named`() throws {
    let module = try Two()
    var weights = try module.weights
    weights["steps"] = nil
    #expect(
      message { try module.load(weights) }
        == "load: the weights must hold 'steps'; received 3 of 4")
    #expect(
      message { try module.load([:]) }
        == "load: the weights must hold 'first.weight' and 3 more; received 0 of 4")
    weights = ["a": module.steps, "b": module.steps]
    #expect(
      message { try module.load(weights, ignoringUnknown: true) }.hasSuffix("'a' and 1 more"))
    #expect(
      message { try ReLU().load(weights) }
        == "load: weights must be named as the module's are (it has none); received 'a' and 1 more")
  }

  @Test func `some of the weights are loaded when that is asked for`() throws {
    let module = try Two()
    let kept = try module.second.weight.floats
    let bias = try pattern([3], 2, 1)
    let weights = ["first.bias": bias, "other": bias]
    #expect(throws: TorchError.self) { try module.load(weights, allowingMissing: true) }
    try module.load(weights, allowingMissing: true, ignoringUnknown: true)
    #expect(try module.first.bias?.floats == pattern(3, 2, 1))
    #expect(try module.second.weight.floats == kept)
    try module.load([:], allowingMissing: true)
  }

  @Test func `a module's own tensors can change places`() throws {
    final class Swapped: Module {
      let a: Tensor
      let b: Tensor
      init() throws { (a, b) = (try pattern([4], 1, 0), try pattern([4], 5, 3)) }
    }
    let module = try Swapped()
    try module.load(["a": module.b, "b": module.a])
    #expect(try module.a.floats == pattern(4, 5, 3))
    #expect(try module.b.floats == pattern(4, 1, 0))
  }

  @Test func `a listing has a line for each tensor`() throws {
    let module = try Two()
    try module.second.weight.requiringGradient(false)
    let list = module.listedTensors
    #expect(list.map(\.name) == ["first.weight", "first.bias", "second.weight", "steps"])
    #expect(list.map(\.shape) == [[3, 2], [3], [1, 3], [1]])
    #expect(list.map(\.count) == [6, 3, 3, 1])
    #expect(list.map(\.isTrained) == [true, true, false, false])
    #expect(list.map(\.scalarType) == [.float32, .float32, .float32, .int64])
    #expect(list.allSatisfy { $0.device == .cpu })
    #expect(list.filter(\.isTrained).reduce(0) { $0 + $1.count } == module.parameterCount)
  }
}
