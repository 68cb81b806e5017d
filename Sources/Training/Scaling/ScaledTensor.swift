internal import Optimizers
internal import Search
internal import Torch

/// A tensor of a model beside the same tensor of its base.
struct ScaledTensor {
  let tensor: NamedTensor
  private let base: NamedTensor
  private let role: TensorRole
  private let spread: Double
  private let place: BranchPlace

  init(_ tensor: NamedTensor, base: NamedTensor, _ place: BranchPlace) throws {
    (self.tensor, self.base, self.place) = (tensor, base, place)
    let (sizes, baseSizes) = (tensor.tensor.shape, base.tensor.shape)
    guard sizes.count == baseSizes.count else {
      throw ScalingError(
        "'\(tensor.name)' must have as many dimensions as in the base, \(baseSizes); received \(sizes)"
      )
    }
    let ratios = Self.ratios(tensor, base)
    let isTable = tensor.owner is Embedding || tensor.owner is LearnedPositions
    let fan = tensor.fanIn / base.fanIn
    spread = 1 / fan
    role =
      switch (ratios.outputs, ratios.inputs) {
      case (1, nil), (1, 1): .fixed
      case (let size, nil): .vector(size)
      case (_, let inputs?) where isTable: .input(outputs: inputs)
      case (let outputs, 1): .input(outputs: outputs)
      case (1, let inputs?): .output(inputs: inputs)
      case (let outputs, let inputs?): .hidden(inputs: inputs, outputs: outputs)
      }
  }

  /// The ratios of rows and columns; no columns for a vector.
  private static func ratios(
    _ tensor: NamedTensor, _ base: NamedTensor
  ) -> (outputs: Double, inputs: Double?) {
    let ratios = zip(tensor.tensor.shape, base.tensor.shape).map { Double($0) / Double($1) }
    guard let first = ratios.first else { return (1, nil) }
    let rest = ratios.count > 1 ? ratios.dropFirst().reduce(1, *) : nil
    // A transposed convolution has its inputs first.
    return tensor.owner is TransposedConvolution2D && ratios.count == 4
      ? (ratios[1], ratios[0]) : (first, rest)
  }

  /// How the optimizer's steps of this tensor and of the base's depend on their gradients.
  func dependences(of optimizer: Optimizer) -> (own: GradientDependence, base: GradientDependence)?
  {
    let rule = optimizer.rule
    guard let own = rule.gradientDependence(of: tensor.parameterShape),
      let other = rule.gradientDependence(of: base.parameterShape)
    else { return nil }
    return (own, other)
  }

  func factors(
    _ depth: Double, _ dependences: (own: GradientDependence, base: GradientDependence)?
  ) -> TensorScaling {
    TensorScaling(
      role, spread: spread, at: place, depth: depth, dependences?.own ?? .normalized,
      base: dependences?.base ?? .normalized)
  }
}

extension NamedTensor {
  /// The number whose inverse is the variance of the usual initial values, up to a factor; 1 where it does
  /// not depend on the layer's sizes.
  fileprivate var fanIn: Double {
    switch owner {
    case is Embedding, is LearnedPositions: return 1
    case let cell as RecurrentCell: return Double(cell.hiddenWeight.shape[1])
    case let layer as TransposedConvolution2D:
      return Double(layer.weight.shape.dropFirst().reduce(1, *))
    default: break
    }
    guard tensor.shape.count <= 1 else { return Double(tensor.shape.dropFirst().reduce(1, *)) }
    // A bias is drawn as the matrix of its layer.
    let matrix = owner.parameters.first { !$0.name.contains(".") && $0.tensor.shape.count > 1 }
    return Double(matrix?.tensor.shape.dropFirst().reduce(1, *) ?? 1)
  }
}
