import Testing
import Torch
import Training

@Suite struct TensorDatasetTests {
  @Test func `bytes become floats by scale and offset, in the order asked for`() throws {
    let data = TensorDataset(
      inputs: try Tensor([UInt8(0), 51, 102, 255], shape: [4, 1]),
      targets: try Tensor([Int64(4), 5, 6, 7], shape: [4]), scale: 2.0 / 255, offset: -1)
    let batch = try data.batch([3, 0, 1])
    #expect(batch.count == 3)
    #expect(batch.input.shape == [3, 1])
    // 255·2/255 − 1, 0 − 1, 51·2/255 − 1 = 0.4 − 1; in float32.
    let values = try batch.input.scalars(as: Float.self)
    #expect(zip(values, [1, -1, -0.6]).allSatisfy { abs($0 - Float($1)) < 1e-6 }, "\(values)")
    #expect(try batch.target.scalars(as: Int64.self) == [7, 4, 5])
  }

  @Test func `without scale and offset numbers stay as they are`() throws {
    let batch = try twoExamples().batch([1])
    #expect(try batch.input.scalars(as: Float.self) == [2])
    #expect(try batch.target.scalars(as: Float.self) == [5])
    #expect(batch.target.shape == [1, 1])
  }

  @Test func `what does not fit stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = TensorDataset(
        inputs: try Tensor.full([2, 1], 0), targets: try Tensor.full([3, 1], 0))
    }
    await #expect(processExitsWith: .failure) {
      _ = TensorDataset(
        inputs: try Tensor.full([0, 1], 0), targets: try Tensor.full([0, 1], 0))
    }
    await #expect(processExitsWith: .failure) { _ = try twoExamples().batch([0])["mask"] }
  }
}
