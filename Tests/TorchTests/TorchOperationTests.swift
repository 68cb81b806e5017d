import Testing
import Torch

@Suite struct TorchOperationTests {
  private func message(_ body: () throws -> Void) -> String {
    (#expect(throws: TorchError.self) { try body() })?.description ?? ""
  }

  @Test func `an operation by name is PyTorch's, and gradients flow through it`() throws {
    let x = try Tensor([1, 2, 3] as [Float], shape: [3]).requiringGradient()
    let sums = try TorchOperation("cumsum")(x, dim: 0).tensor
    #expect(try sums.floats == [1, 3, 6])
    try (sums * sums).sum().backward()
    // d/dx₁ Σs² = 2·(1 + 3 + 6), and so on.
    #expect(try #require(x.gradient).floats == [20, 18, 12])
    let (values, places) = try TorchOperation("topk")(x.detached(), k: 2).pair
    #expect(try values.floats == [3, 2])
    #expect(try places.scalars(as: Int64.self) == [2, 1])
    #expect(try TorchOperation("aten::mul")(x, 2.0).tensor.floats == [2, 4, 6])
    #expect(try TorchOperation("mul.Tensor")(x, x).tensor.floats == [1, 4, 9])
    #expect(try TorchOperation("cat")([x, x], dim: 0).tensor.shape == [6])
    #expect(try TorchOperation("split")(x, 2).tensors.map(\.shape) == [[2], [1]])
    #expect(
      try TorchOperation("avg_pool2d")(Tensor.ones([1, 1, 4, 4]), 2).tensor.shape == [1, 1, 2, 2])
    #expect(try TorchOperation("sum")(x, dtype: ScalarType.float64).tensor.item() == 6)
    let none: Tensor? = nil
    #expect(
      try TorchOperation("linear")(x.reshaped([1, 3]), Tensor.ones([2, 3]), none).tensor.floats == [
        6, 6,
      ])
  }

  @Test func `what an operation draws follows the seed`() throws {
    func drawn() throws -> [[Float]] {
      try Engine.seed(3)
      return [
        try TorchOperation("rand")([4]).tensor.floats,
        try TorchOperation("normal")(0.0, 1.0, [4]).tensor.floats,
        try Tensor.randomIntegers([4], in: 0..<100).converted(to: .float32).floats,
        try Tensor.permutation(9).converted(to: .float32).floats,
        try Tensor.full([6], 0.5).bernoulli().floats,
        try Tensor.ones([3]).multinomial(5).converted(to: .float32).floats,
      ]
    }
    let first = try drawn()
    _ = try TorchOperation("rand")([100])
    #expect(try drawn() == first)
    #expect(Set(first[3]) == Set((0..<9).map(Float.init)))
  }

  @Test func `what does not fit is refused in one sentence that has the schema`() throws {
    let x = try Tensor.ones([2, 3])
    #expect(
      message { _ = try TorchOperation("sofmax")(x) } == "sofmax: there is no operation 'sofmax'")
    #expect(
      message { _ = try TorchOperation("cumsum")(x) }
        == "cumsum: 'dim' is missing; it is aten::cumsum(Tensor self, int dim, *, "
        + "ScalarType? dtype=None) -> Tensor")
    #expect(
      message { _ = try TorchOperation("mul")(x, "two") }
        .hasPrefix("mul: the arguments fit none of its forms: aten::mul.Scalar(Tensor self"))
    #expect(
      message { _ = try TorchOperation("gelu")(x, approximat: "tanh") }
        == "gelu: there is no argument 'approximat'; it is aten::gelu(Tensor self, *, "
        + "str approximate=\"none\") -> Tensor")
    #expect(
      message { _ = try TorchOperation("relu")(2.0) }
        == "relu: 'self' must be of type Tensor; it is aten::relu(Tensor self) -> Tensor")
    #expect(
      message { _ = try TorchOperation("relu")() }.hasPrefix("relu: 'self' is missing; it is"))
    #expect(message { _ = try TorchOperation("nosuch::thing")(x) }.hasSuffix("'nosuch::thing'"))
    // libtorch's own reasons come through: both shapes, the type, the place.
    let shapes = message { _ = try x.matmul(x) }
    #expect(shapes.contains("2x3 and 2x3"), "\(shapes)")
    let type = message { _ = try x.gathering(x, along: 1) }
    #expect(type.contains("int64"), "\(type)")
    let place = message { _ = try x[5] }
    #expect(place.contains("index 5 out of range for tensor of size [2, 3]"), "\(place)")
    let range = message { _ = try x[.all, 1..<9] }
    #expect(
      range == "subscript: the range must lie in 0 ..< 3 of dimension 1 of [2, 3]; received 1 ..< 9"
    )
    #expect(message { _ = try x.oneHot(classes: 2) }.contains("index"))
    #expect(message { _ = try x.moved(to: .cuda(9)) }.contains("no device cuda:9"))
  }

  @Test func `a number beside whole numbers keeps their type`() throws {
    let places = try Tensor([1, 2] as [Int64], shape: [2])
    #expect(try (places + 1).scalars(as: Int64.self) == [2, 3])
    #expect(try (3 - places).scalars(as: Int64.self) == [2, 1])
    #expect(try (places * 2).scalarType == .int64)
    #expect(try (places * 0.5).floats == [0.5, 1])
    #expect(try (places / 2).floats == [0.5, 1])
    #expect(try places.floorDivided(by: 2).scalars(as: Int64.self) == [0, 1])
    #expect(try (places .== 2).scalars(as: Bool.self) == [false, true])
  }

  @Test func `every element type goes in and out`() throws {
    func check<Scalar: TensorScalar & Equatable>(_ scalars: [Scalar]) throws {
      let tensor = try Tensor(scalars, shape: [scalars.count])
      #expect(tensor.scalarType == Scalar.scalarType)
      #expect(try tensor.scalars(as: Scalar.self) == scalars)
    }
    try check([Int8(-128), 127])
    try check([Int16(-32768), 1])
    try check([Int32.min, 7])
    try check([Float16(0.5), -2])
    let half = try Tensor.full([2], 1.0 / 3, type: .bfloat16)
    #expect(half.scalarType.byteCount == 2 && half.scalarType.isFloatingPoint)
    // 8 bits of precision: 0.333984375.
    #expect(try half.converted(to: .float32).floats == [0.33398438, 0.33398438])
  }

  @Test func `gradients of gradients are those of calculus`() throws {
    let x = try Tensor([2, 3] as [Double], shape: [2]).requiringGradient()
    let unused = try Tensor.ones([1]).requiringGradient()
    let first = try x.power(3).gradients(of: [x, unused], recording: true)
    #expect(first[1] == nil)
    let slope = try #require(first[0])
    #expect(try slope.scalars(as: Double.self) == [12, 27])
    let second = try #require(try slope.gradients(of: [x])[0])
    #expect(try second.scalars(as: Double.self) == [12, 18])
    #expect(x.gradient == nil)
  }

  @Test func `mixed precision computes products in fewer digits and ends where it ends`() throws {
    let x = try Tensor.full([2, 2], 1.0 / 3)
    let (inside, sum) = try Engine.mixedPrecision {
      (try x.matmul(x).scalarType, try (x + x).scalarType)
    }
    #expect(inside == .bfloat16 && sum == .float32)
    #expect(try x.matmul(x).scalarType == .float32)
    #expect(throws: TorchError.self) {
      try Engine.mixedPrecision { _ = try x.matmul(Tensor.ones([3, 3])) }
    }
    #expect(try x.matmul(x).scalarType == .float32)
  }
}
