import Models
import Tasks
import Testing
import Torch
import Training

@Suite struct NumberRegressorTests {
  @Test(arguments: [1, 3, 7])
  func `the loss is in standardized units, the measures in the target's own`(
    batchSize: Int
  ) throws {
    let model = try NamedModels.identity(1, .number(center: 100, scale: 40))
    let targets: [Float] = [1, -2, 0.5, 3, -1, 0.25, 2]
    let answers: [Float] = [0.5, -1.5, 1, 2, -1, 0, 2.5]
    let data = TensorDataset(
      inputs: try Tensor(answers, shape: [7, 1]), targets: try Tensor(targets, shape: [7, 1]))
    let evaluation = try Evaluation(of: model, on: data, batchSize: batchSize)
    // scikit-learn 1.9.1: mean_squared_error, mean_absolute_error and r2_score of 40 times these.
    let expected = [
      "mse": 471.42857142857144, "rmse": 21.712405933672375, "mae": 18.571428571428573,
      "r2": 0.8808049535603715,
    ]
    #expect(Set(evaluation.measures.keys) == Set(expected.keys))
    for (name, value) in expected {
      #expect(abs(evaluation.measures[name]! - value) < 1e-9 * 1000, "\(name)")
    }
    #expect(abs(evaluation.loss - 0.29464285714285715) < 1e-6)
  }
}
