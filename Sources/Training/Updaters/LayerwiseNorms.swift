internal import Torch

/// The norms of a layer's gradient, update and weights in one update: ‖g‖, ‖p' − p‖ and ‖p‖ over
/// all its parameters, where p' are the parameters after the update.
///
/// ‖p' − p‖/‖p‖ is the relative change of a layer in one update: about 0.001 in a healthy training,
/// for any optimizer and learning rate.
public struct LayerwiseNorms: Sendable, Equatable {
  /// The common prefix of its parameters' names: `body.layers.0` for `body.layers.0.weight`; the
  /// name itself for a parameter without a layer.
  public let layer: String
  /// The gradient norm before clipping; 0 if the layer received no gradient.
  public let gradientNorm: Double
  /// The norm of the update.
  public let updateNorm: Double
  /// The norm of the weights before the update.
  public let weightNorm: Double
}

/// Measures the layers of an updater before and after one of its updates.
struct LayerMeasurement {
  private let layers: [(name: String, indices: [Int])]
  private let before: [Tensor]
  private let gradientNorms: [Double]

  /// Copies the parameters and measures the norms of their gradients, before the update.
  init(_ parameters: [NamedTensor], _ gradients: [Tensor?]) throws {
    var layers: [(name: String, indices: [Int])] = []
    for (position, parameter) in parameters.enumerated() {
      let name = parameter.name.lastIndex(of: ".").map { String(parameter.name[..<$0]) }
      if let index = layers.firstIndex(where: { $0.name == name ?? parameter.name }) {
        layers[index].indices.append(position)
      } else {
        layers.append((name ?? parameter.name, [position]))
      }
    }
    self.layers = layers
    before = try parameters.map { try $0.tensor.copied() }
    gradientNorms = try layers.map { layer in
      try Self.norm(layer.indices.compactMap { gradients[$0] })
    }
  }

  /// The norms, after `parameters` have been updated.
  func norms(of parameters: [NamedTensor]) throws -> [LayerwiseNorms] {
    try Engine.withoutGradients {
      try zip(layers, gradientNorms).map { layer, gradientNorm in
        LayerwiseNorms(
          layer: layer.name, gradientNorm: gradientNorm,
          updateNorm: try Self.norm(
            layer.indices.map { try parameters[$0].tensor - before[$0] }),
          weightNorm: try Self.norm(layer.indices.map { before[$0] }))
      }
    }
  }

  /// Added in the order of the tensors, so that the sum is reproducible.
  private static func norm(_ tensors: [Tensor]) throws -> Double {
    try Engine.withoutGradients {
      try tensors.reduce(0) { sum, tensor in
        try sum + (tensor * tensor).sum().item()
      }.squareRoot()
    }
  }
}
