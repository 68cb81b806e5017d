import Testing
import Torch

@Suite struct TensorShapeTests {
  private let tensor: Tensor

  init() throws { tensor = try Tensor([0, 1, 2, 3, 4, 5] as [Float], shape: [2, 3]) }

  @Test func `reshapes and works out one length`() throws {
    #expect(try tensor.reshaped([3, -1]).shape == [3, 2])
    #expect(try tensor.reshaped([6]).floats == [0, 1, 2, 3, 4, 5])
    #expect(try Tensor.full([1], 2).reshaped([]).shape == [])
  }

  @Test func `permutes`() throws {
    let turned = try tensor.permuted([1, 0])
    #expect(turned.shape == [3, 2])
    #expect(try turned.floats == [0, 3, 1, 4, 2, 5])
  }

  @Test func `narrows to a range and shares its memory`() throws {
    let part = try tensor.narrowed(1, to: 1..<3)
    #expect(part.shape == [2, 2])
    #expect(try part.floats == [1, 2, 4, 5])
    let row = try tensor.narrowed(0, to: 1..<2)
    row.withMutableStorage(as: Float.self) { $0[0] = 9 }
    #expect(try tensor.floats == [0, 1, 2, 9, 4, 5])
    #expect(try tensor.narrowed(0, to: 1..<1).shape == [0, 3])
  }

  @Test func `selects places in any order, and copies them`() throws {
    let rows = try tensor.selecting(Tensor([1, 0, 1] as [Int64], shape: [3]))
    #expect(try rows.floats == [3, 4, 5, 0, 1, 2, 3, 4, 5])
    let columns = try tensor.selecting(Tensor([2 as Int64], shape: [1]), along: 1)
    #expect(try columns.floats == [2, 5])
    columns.withMutableStorage(as: Float.self) { $0[0] = 9 }
    #expect(try tensor.floats == [0, 1, 2, 3, 4, 5])
  }

  @Test func `concatenates`() throws {
    #expect(try Tensor.concatenated([tensor, tensor]).shape == [4, 3])
    let wide = try Tensor.concatenated([tensor, .full([2, 1], 7)], along: 1)
    #expect(try wide.floats == [0, 1, 2, 7, 3, 4, 5, 7])
  }

  @Test func `converts types and is itself when nothing changes`() throws {
    #expect(try tensor.converted(to: .int64).scalars(as: Int64.self) == [0, 1, 2, 3, 4, 5])
    let same = try tensor.converted(to: .float32, on: .cpu)
    same.withMutableStorage(as: Float.self) { $0[0] = 8 }
    #expect(try tensor.floats[0] == 8)
  }

  /// One channel lies the same in memory either way; what follows tells the layouts apart.
  @Test func `channels last of one channel is the layout that a convolution goes on with`() throws {
    let image = try pattern([2, 1, 4, 4], 7, 3)
    let convolution = try Convolution2D(1, 3, size: 3, padding: 1)
    let output = try Engine.withoutGradients {
      try convolution(image.channelsLast(), for: .training)
    }
    #expect(output.storedFloats == (try output.permuted([0, 2, 3, 1]).floats))
    #expect(output.storedFloats != (try output.floats))
    // Concatenation goes on with the layout that all its inputs have.
    let last = try image.channelsLast()
    let doubled = try Tensor.concatenated([last, last], along: 1)
    #expect(doubled.storedFloats == (try doubled.permuted([0, 2, 3, 1]).floats))
  }

  @Test func `what does not fit is an error that names the operation`() throws {
    func error(_ body: () throws -> Tensor) -> String? {
      (#expect(throws: TorchError.self) { _ = try body() })?.description
    }
    #expect(
      error { try tensor.reshaped([4]) } == "reshaped: shape '[4]' is invalid for input of size 6")
    #expect(error { try tensor.permuted([0]) }?.hasPrefix("permuted: ") == true)
    #expect(
      error { try tensor.narrowed(0, to: 1..<3) }
        == "narrowed: start (1) + length (2) exceeds dimension size (2).")
    #expect(error { try tensor.narrowed(2, to: 0..<1) }?.hasPrefix("narrowed: Dimension") == true)
    #expect(
      error { try tensor.selecting(Tensor([2 as Int64], shape: [1])) }
        == "selecting: index out of range in self")
    #expect(
      error { try tensor.selecting(Tensor.full([1], 0)) }?.hasPrefix("selecting: ") == true)
    #expect(
      error { try Tensor.concatenated([tensor, .full([2, 2], 0)]) }?
        .hasPrefix("concatenated: Sizes of tensors must match") == true)
    #expect(
      error { try Tensor.concatenated([]) }
        == "concatenated: torch.cat(): expected a non-empty list of Tensors")
    #expect(error { try tensor.channelsLast() }?.hasPrefix("channelsLast: ") == true)
  }
}
