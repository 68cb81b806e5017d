import Anneal
import Optimizers

/// An optimizer over parameters of nobody's model: what is timed is its step alone.
struct OptimizerStep {
  private let optimizer: Optimizer
  private let tensors: [(values: Tensor, gradient: Tensor)]
  private let parameters: [ParameterBuffer<Float>]
  private let state: OptimizerState<Float>
  private let backend: Backend

  /// `one`: 20 M elements in one tensor. `resnet`: 25.6 M in the 161 tensors of ResNet-50.
  /// `small`: 10,000 tensors of 100. `matrices`: what a small transformer has.
  init(_ notation: String, over name: String) throws {
    let sizes: [[Int]]
    switch name {
    case "one": sizes = [[20_000_000]]
    case "resnet": sizes = ResNet50.sizes
    case "small": sizes = Array(repeating: [100], count: 10_000)
    case "matrices": sizes = [[512, 512], [512, 512], [2048, 512], [512, 2048], [1024, 512]]
    default:
      throw TrainingError("the shapes must be one, resnet, small or matrices; received '\(name)'")
    }
    optimizer = try Optimizer(notation)
    backend = .engine(threads: 2)
    // The engine's memory, as in a training.
    func drawn(_ sizes: [Int], _ size: Double) throws -> Tensor {
      try Tensor.uniform(sizes, in: -size..<size)
    }
    let tensors = try sizes.map { (values: try drawn($0, 0.1), gradient: try drawn($0, 0.01)) }
    self.tensors = tensors
    parameters = tensors.enumerated().map { index, pair in
      ParameterBuffer(
        name: "layers.\(index).weight", sizes: pair.values.shape,
        values: pair.values.withMutableStorage(as: Float.self) { $0 },
        gradient: UnsafeBufferPointer(pair.gradient.withMutableStorage(as: Float.self) { $0 }))
    }
    state = optimizer.initialState(of: parameters.map(\.shape))
  }

  /// The milliseconds of one step, over `count` steps.
  func milliseconds(over count: Int) throws -> Double {
    let duration = try ContinuousClock().measure {
      for _ in 0..<count {
        try optimizer.step(
          parameters, state, StepSettings(learningRate: 1e-4, loss: 1, backend: backend))
      }
    }
    return duration / .milliseconds(1) / Double(count)
  }
}

/// The parameters of ResNet-50: He et al., *Deep Residual Learning*, 2016, as torchvision has them.
enum ResNet50 {
  static let sizes: [[Int]] = {
    var sizes: [[Int]] = [[64, 3, 7, 7], [64], [64]]
    var input = 64
    for (width, blocks) in [(64, 3), (128, 4), (256, 6), (512, 3)] {
      for block in 0..<blocks {
        sizes += [[width, input, 1, 1], [width], [width]]
        sizes += [[width, width, 3, 3], [width], [width]]
        sizes += [[4 * width, width, 1, 1], [4 * width], [4 * width]]
        if block == 0 { sizes += [[4 * width, input, 1, 1], [4 * width], [4 * width]] }
        input = 4 * width
      }
    }
    return sizes + [[1000, 2048], [1000]]
  }()
}
