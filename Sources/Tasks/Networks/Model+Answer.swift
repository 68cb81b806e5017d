package import Torch
package import Training

extension Model {
  /// What the network of a model on own data answers for `inputs`: logits or numbers.
  ///
  /// - Throws: `TorchError` when the shapes do not fit.
  /// - Precondition: the model was made by a ``ModelRecord``.
  package func answer(for inputs: Tensor) throws -> Tensor {
    guard let network else {
      preconditionFailure("the model must be one on own data; received \(type(of: self))")
    }
    return try network(inputs, for: .evaluation)
  }

  /// What a language model answers for `tokens`, n × length, which follow those that `state` has seen:
  /// the logits of each next token, n × length × vocabulary.
  ///
  /// - Throws: `TorchError` when the shapes do not fit, or for more than ``longestText`` tokens.
  /// - Precondition: the model is a language model that was made by a ``ModelRecord``.
  package func answer(
    for tokens: Tensor, after state: CarriedState?
  ) throws -> (logits: Tensor, state: CarriedState) {
    let (output, state) = try languageChain(tokens, after: state, for: .evaluation)
    return (output, state)
  }

  /// The largest number of tokens from the beginning of a text that a language model can read; nil for
  /// any number.
  ///
  /// - Precondition: the model is a language model that was made by a ``ModelRecord``.
  package var longestText: Int? { languageChain.longest }

  private var languageChain: Sequential {
    guard let chain = (self as? NextTokenModel)?.body as? Sequential else {
      preconditionFailure("the model must be a language model; received \(type(of: self))")
    }
    return chain
  }

  /// The outputs of the network's layers for `inputs`, with the network's own at the end.
  ///
  /// - Throws: `TrainingError` if the model is not one on own data.
  package func stages(
    of inputs: Tensor, for mode: Mode
  ) throws -> [(name: String, output: Tensor)] {
    guard let network else {
      throw TrainingError(
        "the layers of a model on own data can be looked at; received \(type(of: self))")
    }
    return try network.allStages(inputs, for: mode)
  }

  /// The network of a model on own data.
  private var network: (any Layer)? {
    switch self {
    case let model as LabelClassifier: model.body
    case let model as NumberRegressor: model.body
    case let model as NextTokenModel: model.body
    case let model as TranslationModel: model.body
    default: nil
    }
  }
}
