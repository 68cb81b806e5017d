import Testing
import Torch

@Suite struct TensorListTests {
  private let left: TensorList
  private let right: TensorList

  init() throws {
    left = try TensorList([
      Tensor([1, -4] as [Float], shape: [2]), Tensor([9] as [Float], shape: []),
    ])
    right = try TensorList([
      Tensor([2, 8] as [Float], shape: [2]), Tensor([3] as [Float], shape: []),
    ])
  }

  private func numbers(_ list: TensorList) throws -> [Float] {
    try list.tensors().flatMap { try $0.floats }
  }

  @Test func `works tensor by tensor`() throws {
    #expect(left.count == 2)
    #expect(try numbers(left + right) == [3, 4, 12])
    #expect(try numbers(left - right) == [-1, -12, 6])
    #expect(try numbers(left * right) == [2, -32, 27])
    #expect(try numbers(left / right) == [0.5, -0.5, 3])
    #expect(try numbers(left + 0.5) == [1.5, -3.5, 9.5])
    #expect(try numbers(1 - left) == [0, 5, -8])
    #expect(try numbers(left * -2) == [-2, 8, -18])
    #expect(try numbers(left / 2) == [0.5, -2, 4.5])
    #expect(try numbers(18 / left) == [18, -4.5, 2])
    #expect(try numbers(left.magnitude()) == [1, 4, 9])
    #expect(try numbers(left.magnitude().squareRoot()) == [1, 2, 3])
    #expect(try numbers(left.sign()) == [1, -1, 1])
    #expect(try numbers(left.atLeast(0)) == [1, 0, 9])
    #expect(try numbers(left.atMost(0)) == [0, -4, 0])
    #expect(try numbers(left.filled(with: 7)) == [7, 7, 7])
  }

  @Test func `divides with one rounding`() throws {
    // 41 times the float32 next to 1/41 is not 1 in float32.
    let list = try TensorList([Tensor([41] as [Float], shape: [1])])
    #expect(try numbers(41 / list) == [1])
  }

  @Test func `chooses element by element, from lists and from numbers`() throws {
    #expect(
      try numbers(.choose(.list(left), .list(right), where: .list(left), exceeds: .list(right)))
        == [2, 8, 9])
    #expect(
      try numbers(.choose(.number(1), .number(0), where: .list(left), exceeds: .number(1)))
        == [0, 0, 1])
    #expect(
      try numbers(.choose(.list(left), .number(0), where: .number(2), exceeds: .list(left)))
        == [1, -4, 0])
    #expect(throws: TorchError.self) {
      try TensorList.choose(.list(left), .number(0), where: .number(2), exceeds: .number(1))
    }
  }

  @Test func `copies have memory of their own, and assignment overwrites`() throws {
    let tensor = try Tensor([5, 6] as [Float], shape: [2]).requiringGradient()
    let list = try TensorList([tensor])
    let copy = try list.copied()
    try list.assign(TensorList([Tensor([1, 2] as [Float], shape: [2])]))
    #expect(try tensor.floats == [1, 2])
    #expect(try numbers(copy) == [5, 6])
    #expect(throws: TorchError.self) { try list.assign(left) }
    #expect(throws: TorchError.self) {
      try list.assign(TensorList([Tensor([1] as [Float], shape: [1])]))
    }
    #expect(try tensor.floats == [1, 2])
  }

  @Test func `the norm is over all tensors, and no float32 overflows it`() throws {
    #expect(try right.norm() == 77.0.squareRoot())
    let large = try TensorList([Tensor([3e38, 0] as [Float], shape: [2]), Tensor.full([0], 0)])
    #expect(try large.norm() == Double(Float(3e38)))
    #expect(try TensorList([]).norm() == 0)
  }

  @Test func `lists that do not fit are an error and not a crash`() throws {
    let other = try TensorList([Tensor.full([2], 1)])
    #expect(throws: TorchError.self) { try left + other }
    #expect(throws: TorchError.self) {
      try TensorList.choose(.list(other), .number(0), where: .list(left), exceeds: .number(1))
    }
    let shapes = try TensorList([Tensor.full([3], 1), Tensor.full([], 1)])
    #expect(throws: TorchError.self) { try left * shapes }
    #expect(throws: TorchError.self) { try TensorList([]) + TensorList([]) }
  }
}
