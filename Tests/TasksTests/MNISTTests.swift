import DataFiles
import Foundation
import Tasks
import Testing
import Torch
import Training

/// Without the data, which is not part of the package, only the model can be looked at.
private let hasData = ProcessInfo.processInfo.environment["ANNEAL_DATA"] != nil

@Suite struct MNISTTests {
  @Test(.enabled(if: hasData, "set ANNEAL_DATA to the folder that holds mnist/"))
  func `pixels are scaled to mean 0 and deviation 1`() async throws {
    let data = try await TrainingTask.mnist.load(0, DataSource())
    #expect(data.training.exampleCount == 60_000)
    #expect(data.validation.count == 10_000)
    let batch = try data.training.batch(ArraySlice((0..<Int64(10_000)).map { $0 }))
    #expect(batch.input.shape == [10_000, 1, 28, 28])
    let pixels = try batch.input.scalars(as: Float.self)
    // Black is −0.1307/0.3081, white (1 − 0.1307)/0.3081.
    #expect(abs((pixels.min() ?? 0) + 0.424_213) < 1e-5)
    #expect(abs((pixels.max() ?? 0) - 2.821_486) < 1e-5)
    let mean = pixels.reduce(0.0) { $0 + Double($1) } / Double(pixels.count)
    #expect(abs(mean) < 0.02)
    // The first labels of the training file, as its publishers show them: 5, 0, 4, 1, 9.
    #expect(try batch.target.scalars(as: Int64.self).prefix(5) == [5, 0, 4, 1, 9])
  }

  @Test func `the model has a linear layer from 1,568`() throws {
    let one = TensorDataset(
      inputs: try .full([1, 1, 28, 28], 0), targets: try Tensor([Int64(0)], shape: [1]))
    let model = try TrainingTask.mnist.makeModel(
      TrainingTask.TaskData(training: one, validation: one))
    #expect(model.parameters.last { $0.tensor.rank == 2 }?.tensor.shape == [10, 1568])
    #expect(model.parameterCount == 160 + 4640 + 15_690)
  }
}
