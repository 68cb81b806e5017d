import Testing
import Torch

@Suite struct TensorElementsTests {
  @Test func `scalars of every type come back as they went in`() throws {
    #expect(try Tensor([1.5, -2] as [Float], shape: [2]).scalars(as: Float.self) == [1.5, -2])
    #expect(try Tensor([0.1, 1e300], shape: [2, 1]).scalars(as: Double.self) == [0.1, 1e300])
    #expect(try Tensor([Int64.max, .min], shape: [2]).scalars(as: Int64.self) == [.max, .min])
    #expect(try Tensor([0, 255] as [UInt8], shape: [2]).scalars(as: UInt8.self) == [0, 255])
    #expect(try Tensor([true, false], shape: [2]).scalars(as: Bool.self) == [true, false])
  }

  @Test func `knows its shape, type and device`() throws {
    let tensor = try Tensor(Array(0..<6).map(Int64.init), shape: [2, 3])
    #expect(tensor.shape == [2, 3] && tensor.rank == 2 && tensor.count == 6)
    #expect(tensor.scalarType == .int64 && tensor.device == .cpu)
    #expect(tensor.description == "int64 [2, 3] on cpu")
    let number = try Tensor([2.5], shape: [])
    #expect(number.shape == [] && number.rank == 0 && number.count == 1)
    #expect(try number.item() == 2.5)
    let nothing = try Tensor([] as [Float], shape: [0, 4])
    #expect(nothing.shape == [0, 4] && nothing.count == 0)
    #expect(try nothing.floats == [])
    #expect(nothing.storedFloats == [])
  }

  @Test func `bytes are read as they lie`() throws {
    let numbers: [Float] = [1, 2, 3, 4]
    let tensor = try numbers.withUnsafeBytes {
      try Tensor(bytes: $0, shape: [2, 2], type: .float32)
    }
    #expect(try tensor.floats == numbers)
  }

  @Test func `is filled with one number`() throws {
    #expect(try Tensor.full([2, 2], 0.5).floats == [0.5, 0.5, 0.5, 0.5])
    #expect(try Tensor.full([2], 7, type: .int64).scalars(as: Int64.self) == [7, 7])
    #expect(throws: TorchError.self) { try Tensor.full([-1], 0) }
  }

  @Test func `one element is a number and more are an error`() throws {
    #expect(try Tensor([true], shape: [1, 1]).item() == 1)
    #expect(try Tensor([3 as Int64], shape: [1]).item() == 3)
    let error = #expect(throws: TorchError.self) { try Tensor.full([2], 0).item() }
    #expect(
      error?.description
        == "item: a Tensor with 2 elements cannot be converted to Scalar")
  }

  @Test func `a copy has elements of its own and no history`() throws {
    let original = try Tensor.full([3], 1).requiringGradient()
    let copy = try (original * 2).copied()
    #expect(!copy.requiresGradient)
    let other = try original.copied()
    #expect(!other.requiresGradient)
    other.withMutableStorage(as: Float.self) { $0[0] = 9 }
    #expect(try original.floats == [1, 1, 1])
    #expect(try other.floats == [9, 1, 1])
  }

  @Test func `a copy keeps the memory order`() throws {
    let original = try pattern([2, 3, 2, 2], 7, 3).channelsLast()
    #expect(try original.copied().storedFloats == original.storedFloats)
    #expect(original.storedFloats != (try original.floats))
  }

  @Test func `assigning converts the elements and keeps tensor and layout`() throws {
    let target = try Tensor.full([1, 2, 1, 2], 0).channelsLast().requiringGradient()
    try target.assign(Tensor([1, 2, 3, 4] as [Int64], shape: [1, 2, 1, 2]))
    #expect(try target.floats == [1, 2, 3, 4])
    #expect(target.storedFloats == [1, 3, 2, 4])
    #expect(target.requiresGradient && target.scalarType == .float32)
  }

  @Test func `assigning another shape is an error that names both`() throws {
    let target = try Tensor.full([3], 0)
    let error = #expect(throws: TorchError.self) { try target.assign(Tensor.full([1], 5)) }
    #expect(error?.description == "assign: shapes must agree; received [1] for [3]")
    #expect(try target.floats == [0, 0, 0])
  }

  @Test func `equality is of shape, type and every element`() throws {
    let tensor = try Tensor([1, 2] as [Float], shape: [2])
    #expect(try tensor.isEqual(to: Tensor([1, 2] as [Float], shape: [2])))
    #expect(try !tensor.isEqual(to: Tensor([1, 3] as [Float], shape: [2])))
    #expect(try !tensor.isEqual(to: Tensor([1, 2] as [Float], shape: [1, 2])))
    #expect(try !tensor.isEqual(to: Tensor([1, 2] as [Double], shape: [2])))
    let odd = try Tensor([Float.nan], shape: [1])
    #expect(try !odd.isEqual(to: odd))
  }

  @Test func `memory order is of channels last in such a tensor`() throws {
    let plain = try Tensor((0..<12).map { Float($0) }, shape: [1, 3, 2, 2])
    let last = try plain.channelsLast()
    #expect(try last.floats == plain.floats)
    #expect(last.storedFloats == [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11])
    #expect(plain.storedFloats == (0..<12).map { Float($0) })
    #expect(try last.contiguous().storedFloats == plain.storedFloats)
  }

  @Test func `misuse stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = try Tensor([1, 2], shape: [3]) }
    await #expect(processExitsWith: .failure) {
      _ = try Tensor(bytes: .init(start: nil, count: 0), shape: [1], type: .float32)
    }
    await #expect(processExitsWith: .failure) {
      _ = try Tensor.full([1], 0).scalars(as: Double.self)
    }
    await #expect(processExitsWith: .failure) {
      _ = try Tensor.full([1], 0).withMutableStorage(as: Int64.self) { $0.count }
    }
    await #expect(processExitsWith: .failure) {
      let gaps = try Tensor.full([2, 2], 0).narrowed(1, to: 0..<1)
      _ = gaps.withMutableStorage(as: Float.self) { $0.count }
    }
  }
}
