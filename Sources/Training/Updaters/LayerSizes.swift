internal import Torch

/// How large the gradient, the update and the weights of a layer were in one update: ‖g‖, ‖p' − p‖ and ‖p‖
/// over all its parameters, where p' are those after the update.
///
/// ‖p' − p‖/‖p‖ is the share of a layer that one update changes: about 0.001 where all is well, whatever the
/// rate is called.
public struct LayerSizes: Sendable, Equatable {
  /// What its parameters' names have in common: `body.layers.0` for `body.layers.0.weight`; the name itself
  /// for a parameter that stands alone.
  public let layer: String
  /// The norm of the gradient before any limit; 0 where no loss reached it.
  public let gradientNorm: Double
  /// The norm of the update.
  public let updateSize: Double
  /// The norm of the weights before it.
  public let weightSize: Double
}

/// Measures the layers of an updater around one of its updates.
struct LayerMeasurement {
  private let layers: [(name: String, places: [Int])]
  private let before: [Tensor]
  private let gradientNorms: [Double]

  /// Copies of the parameters as they are now, and the norms of their gradients.
  init(_ parameters: [NamedTensor], _ gradients: [Tensor?]) throws {
    var layers: [(name: String, places: [Int])] = []
    for (place, parameter) in parameters.enumerated() {
      let name = parameter.name.lastIndex(of: ".").map { String(parameter.name[..<$0]) }
      if let index = layers.firstIndex(where: { $0.name == name ?? parameter.name }) {
        layers[index].places.append(place)
      } else {
        layers.append((name ?? parameter.name, [place]))
      }
    }
    self.layers = layers
    before = try parameters.map { try $0.tensor.copied() }
    gradientNorms = try layers.map { layer in
      try Self.norm(layer.places.compactMap { gradients[$0] })
    }
  }

  /// The sizes, now that `parameters` are updated.
  func sizes(of parameters: [NamedTensor]) throws -> [LayerSizes] {
    try Engine.withoutGradients {
      try zip(layers, gradientNorms).map { layer, gradientNorm in
        LayerSizes(
          layer: layer.name, gradientNorm: gradientNorm,
          updateSize: try Self.norm(
            layer.places.map { try parameters[$0].tensor - before[$0] }),
          weightSize: try Self.norm(layer.places.map { before[$0] }))
      }
    }
  }

  /// In the order of the tensors, so that the sum is the same each time.
  private static func norm(_ tensors: [Tensor]) throws -> Double {
    try Engine.withoutGradients {
      try tensors.reduce(0) { sum, tensor in
        try sum + (tensor * tensor).sum().item()
      }.squareRoot()
    }
  }
}
