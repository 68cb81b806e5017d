package import Torch
package import Training

extension Model {
  /// What the network of a model on own data answers for `inputs`: logits or numbers.
  ///
  /// - Throws: `TorchError` when the shapes do not fit.
  /// - Precondition: the model was made by a ``ModelRecord``.
  package func answer(for inputs: Tensor) throws -> Tensor {
    switch self {
    case let model as LabelClassifier: try model.body(inputs, for: .evaluation)
    case let model as NumberRegressor: try model.body(inputs, for: .evaluation)
    case let model as NextTokenModel: try model.body(inputs, for: .evaluation)
    default: preconditionFailure("the model must be one on own data; received \(type(of: self))")
    }
  }
}
