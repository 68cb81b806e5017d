import Testing
import Torch

@Suite struct TensorArithmeticTests {
  private let left: Tensor
  private let right: Tensor

  init() throws {
    left = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])
    right = try Tensor([2, 4, 8, -16] as [Float], shape: [2, 2])
  }

  @Test func `works element by element`() throws {
    #expect(try (left + right).floats == [3, 6, 11, -12])
    #expect(try (left - right).floats == [-1, -2, -5, 20])
    #expect(try (left * right).floats == [2, 8, 24, -64])
    #expect(try (left / right).floats == [0.5, 0.5, 0.375, -0.25])
    #expect(try (left + 0.5).floats == [1.5, 2.5, 3.5, 4.5])
    #expect(try (left * -2).floats == [-2, -4, -6, -8])
    #expect(try (left * left).squareRoot().floats == [1, 2, 3, 4])
    #expect(try right.relu().floats == [2, 4, 8, 0])
    #expect(
      try left.equals(Tensor([1, 0, 3, 0] as [Float], shape: [2, 2])).scalars(as: Bool.self)
        == [true, false, true, false])
  }

  @Test func `broadcasts rows, columns and numbers`() throws {
    let row = try Tensor([10, 20] as [Float], shape: [2])
    let column = try Tensor([10, 20] as [Float], shape: [2, 1])
    #expect(try (left + row).floats == [11, 22, 13, 24])
    #expect(try (left + column).floats == [11, 12, 23, 24])
    #expect(try (row + column).shape == [2, 2])
    #expect(try (left * Tensor([3 as Float], shape: [])).floats == [3, 6, 9, 12])
  }

  @Test func `types that differ meet in the wider one`() throws {
    let whole = try Tensor([1, 2] as [Int64], shape: [2])
    let sum = try whole + Tensor([0.5, 0.5] as [Float], shape: [2])
    #expect(sum.scalarType == .float32)
    #expect(try sum.floats == [1.5, 2.5])
  }

  @Test func `smooth functions agree with PyTorch`() throws {
    let values = try Tensor([-2, -0.5, 0, 1, 3] as [Float], shape: [5])
    #expect(agree(try values.sigmoid().floats, TorchReference.sigmoid))
    #expect(agree(try values.tanh().floats, TorchReference.tanh))
    #expect(agree(try values.gelu().floats, TorchReference.gelu))
  }

  @Test func `multiplies matrices`() throws {
    // [1 2; 3 4]·[2 4; 8 −16]
    #expect(try left.matmul(right).floats == [18, -28, 38, -52])
    let batch = try Tensor.full([5, 2, 3], 1).matmul(.full([3, 4], 1))
    #expect(batch.shape == [5, 2, 4])
    #expect(try batch.sum().item() == 120)  // 40 elements of 3
  }

  @Test func `reduces`() throws {
    #expect(try left.sum().item() == 10)
    #expect(try left.mean().item() == 2.5)
    #expect(try left.sum().shape == [])
    #expect(try right.argmax().scalars(as: Int64.self) == [1, 0])
    #expect(try right.argmax(along: 0).scalars(as: Int64.self) == [1, 0])
    #expect(try Tensor([] as [Float], shape: [0]).mean().item().isNaN)
  }

  @Test func `shapes that do not fit are errors that name the operation`() throws {
    let tall = try Tensor.full([3, 1], 1)
    let wide = try Tensor.full([1, 4, 2, 5], 1)
    func error(_ body: () throws -> Tensor) -> String? {
      (#expect(throws: TorchError.self) { _ = try body() })?.description
    }
    #expect(
      error { try left.matmul(tall) }
        == "matmul: mat1 and mat2 shapes cannot be multiplied (2x2 and 3x1)")
    #expect(
      error { try left + Tensor.full([3], 1) } == """
        +: The size of tensor a (2) must match the size of tensor b (3) at non-singleton \
        dimension 1
        """)
    #expect(error { try wide - left }?.hasPrefix("-: The size of tensor") == true)
    #expect(error { try wide * left }?.hasPrefix("*: The size of tensor") == true)
    #expect(error { try wide / left }?.hasPrefix("/: The size of tensor") == true)
    #expect(error { try wide.equals(left) }?.hasPrefix("equals: The size of tensor") == true)
    #expect(
      error { try left.argmax(along: 2) }?.hasPrefix("argmax: Dimension out of range") == true)
    #expect(error { try Tensor([1 as Int64], shape: [1]).mean() }?.hasPrefix("mean: ") == true)
    #expect(
      error { try Tensor([] as [Float], shape: [0]).argmax() }?.hasPrefix("argmax: ") == true)
  }
}
