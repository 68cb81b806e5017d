import Testing
import Torch
import Training

@Suite struct BatchTests {
  private func batch(_ numbers: [Float], width: Int, name: String = "input") throws -> Batch {
    let count = numbers.count / width
    return Batch(count: count, [name: try Tensor(numbers, shape: [count, width])])
  }

  @Test func `examples are cut out and joined again`() throws {
    let whole = try batch([1, 2, 3, 4, 5, 6], width: 2)
    let (last, first) = (try whole.examples(1..<3), try whole.examples(0..<1))
    #expect((last.count, first.count) == (2, 1))
    let joined = try Batch.joined([last, first])
    #expect(joined.count == 3)
    #expect(try joined.input.scalars(as: Float.self) == [3, 4, 5, 6, 1, 2])
  }

  @Test func `a tensor is replaced or added`() throws {
    let changed = try batch([1, 2], width: 2).replacing("mask", by: Tensor.full([1, 2], 1))
    #expect(changed.names == ["input", "mask"])
    #expect(try changed.input.scalars(as: Float.self) == [1, 2])
  }

  @Test func `batches that do not fit together are refused in one sentence`() throws {
    func fault(_ other: Batch) throws -> String? {
      let first = try batch([1, 2], width: 2)
      do { _ = try Batch.joined([first, other]) } catch { return "\(error)" }
      return nil
    }
    #expect(
      try fault(batch([1, 2, 3], width: 3))
        == "the examples of a batch must have one shape; 'input' has [1, 2] and [1, 3]")
    #expect(
      try fault(batch([1, 2], width: 2, name: "x"))
        == #"the examples of a batch must have the same tensors; received ["input"] and ["x"]"#)
    #expect(try fault(batch([1, 2, 3, 4], width: 2)) == nil)
  }
}
