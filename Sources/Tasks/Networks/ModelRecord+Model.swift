internal import Models
internal import Torch
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
    case .nextToken: try languageModel(body, isRecurrent: network.isRecurrent)
    case .translation(let smoothing):
      try TranslationModel(translationNetwork(body), smoothing: smoothing)
    }
  }

  private func translationNetwork(_ body: any Layer) throws -> any TranslationNetwork {
    guard let network = body as? any TranslationNetwork else {
      throw TrainingError("a model that translates must be one of translations; received \(model)")
    }
    return network
  }

  private func languageModel(_ body: any Layer, isRecurrent: Bool) throws -> any Model {
    guard case .text(let text) = data else {
      throw TrainingError("a model of the next token must be one of texts; received \(data)")
    }
    let characters = text.vocabulary.characterCounts
    return isRecurrent
      ? CarriedTokenModel(body, characters: characters)
      : NextTokenModel(body, characters: characters)
  }
}
