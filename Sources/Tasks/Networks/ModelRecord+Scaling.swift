internal import Models
internal import Search
internal import Torch
package import Training

extension ModelRecord {
  /// The scaling of `model`, which this record describes; nil if its notation names no base.
  ///
  /// - Throws: an error if the notation is unknown, or the base does not fit.
  package func scaling(of model: any Model) throws -> ModelScaling? {
    let form = try ModelCatalogue.standard.form(parsing: self.model)
    guard let scaled = form as? any ScaledModel else { return nil }
    let base = try plainModel(try scaled.base.form.network(for: input, output))
    return try ModelScaling(
      type(of: scaled).parametrization, of: model, from: base,
      branches: type(of: scaled).parametrization == .completeP ? TokenTransformer.branches : nil)
  }
}
