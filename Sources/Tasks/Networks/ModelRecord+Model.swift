internal import Models
package import Training

extension ModelRecord {
  /// The model with random initial weights.
  ///
  /// - Throws: an error if the notation is unknown, or not for this input; `TorchError` when out of
  ///   memory.
  package func makeModel() throws -> any Model {
    let model = try plainModel(network())
    try scaling(of: model)?.initialize()
    return model
  }

  /// The model around a network, without a scaling.
  func plainModel(_ network: LayerDescription) throws -> any Model {
    let body = try network.layer()
    return switch answer {
    case .classes(let names, let weights):
      try LabelClassifier(body, classes: names, weights: weights)
    case .number(_, let scale): NumberRegressor(body, scale: scale)
    case .nextToken: NextTokenModel(body)
    }
  }
}
