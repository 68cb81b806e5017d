import Testing
import Torch

@Suite struct TensorSelectionTests {
  private func counted(_ shape: Int...) throws -> Tensor {
    try Tensor.arange(0..<shape.reduce(1, *), type: .float32).reshaped(shape)
  }

  @Test func `a subscript takes places, ranges, all, a step, and makes dimensions`() throws {
    let x = try counted(2, 3, 4)
    #expect(try x[1].floats == (12..<24).map(Float.init))
    #expect(try x[-1, 0].floats == [12, 13, 14, 15])
    #expect(try x[0, .all, 1...2].floats == [1, 2, 5, 6, 9, 10])
    #expect(try x[0, 2, 2...].floats == [10, 11])
    #expect(try x[0, 2, ..<1].floats == [8])
    #expect(try x[.rest, -1].floats == [3, 7, 11, 15, 19, 23])
    #expect(try x[.all, .rest, 1].shape == [2, 3])
    #expect(try x[.all, .new].shape == [2, 1, 3, 4])
    #expect(try x[.rest, .new].shape == [2, 3, 4, 1])
    #expect(try x[0, 0, .every(3)].floats == [0, 3])
    #expect(try x[0, 0, .every(2, in: 1..<4)].floats == [1, 3])
    let chosen = try Tensor([2, 0] as [Int64], shape: [2])
    #expect(try x[0, chosen].shape == [2, 4])
    #expect(try x[0, chosen, 0].floats == [8, 0])
    #expect(try x[0, 1, x[0, 1] .> 5].floats == [6, 7])
    // A part shares the memory.
    let row = try x[0, 0]
    try row.assign(.zeros([4]))
    #expect(try x[0, 0].floats == [0, 0, 0, 0])
  }

  @Test func `what is sorted is stable, and says where it came from`() throws {
    let x = try Tensor([2, 1, 2, 0] as [Float], shape: [4])
    let (values, indices) = try x.sorted(descending: true)
    #expect(try values.floats == [2, 2, 1, 0])
    #expect(try indices.scalars(as: Int64.self) == [0, 2, 1, 3])
    #expect(try x.topK(1, largest: false).indices.scalars(as: Int64.self) == [3])
    #expect(try x.unique().floats == [0, 1, 2])
    #expect(try x.nonzero().scalars(as: Int64.self) == [0, 1, 2])
    #expect(try x.selecting(where: x .> 1).floats == [2, 2])
    #expect(try x.argmin().item() == 3)
  }

  @Test func `masks combine`() throws {
    let x = try counted(4)
    #expect(try ((x .> 0) .& (x .< 3)).scalars(as: Bool.self) == [false, true, true, false])
    #expect(try ((x .<= 0) .| (x .>= 3)).scalars(as: Bool.self) == [true, false, false, true])
    #expect(try (.!(x .!= 2)).scalars(as: Bool.self) == [false, false, true, false])
    #expect(try ((x .== 1) .^ (x .> 0)).scalars(as: Bool.self) == [false, false, true, true])
    #expect(try (x .== x).all().item() == 1)
    #expect(try (x / x).isNaN().any().item() == 1)
    #expect(try (1 / x).isFinite().scalars(as: Bool.self) == [false, true, true, true])
  }

  @Test func `one-hot rows, stacks and parts fit together again`() throws {
    let places = try Tensor([2, 0] as [Int64], shape: [2])
    #expect(try places.oneHot(classes: 3).scalars(as: Int64.self) == [0, 0, 1, 1, 0, 0])
    let x = try counted(5, 2)
    let parts = try x.split(every: 2)
    #expect(parts.map(\.shape) == [[2, 2], [2, 2], [1, 2]])
    #expect(try Tensor.concatenated(parts).floats == x.floats)
    #expect(try x.chunked(into: 2, along: 1).map(\.shape) == [[5, 1], [5, 1]])
    #expect(try Tensor.stacked([x, x], along: 1).shape == [5, 2, 2])
    #expect(try x.unsqueezed(at: 0).squeezed(at: 0).shape == [5, 2])
    #expect(try Tensor.ones([1, 2]).broadcast(to: [3, -1]).shape == [3, 2])
    #expect(try Tensor.identity(2).floats == [1, 0, 0, 1])
    #expect(try Tensor.linspace(0...1, count: 3).floats == [0, 0.5, 1])
    #expect(try Tensor.arange(1..<8, by: 3).scalars(as: Int64.self) == [1, 4, 7])
    #expect(try x.filled(with: 2).sum().item() == 20)
    #expect(try x.flattened().shape == [10])
  }
}
