package import Notation
package import Search

/// A network whose initial values and rates follow from those of another size, its base:
/// `mlp(hidden: [256, 256]).muP(base: mlp(hidden: [32, 32]))`.
///
/// The network is the model's, but for attention: its scale is √(d_base)/d instead of 1/√d, where d is the
/// number of features of a head.
package protocol ScaledModel: ModelForm {
  /// The model that is scaled.
  var model: any ModelForm { get set }
  /// The same model with the sizes for which a rate is known.
  var base: ModelNotation { get set }
  /// How it is scaled.
  static var parametrization: Parametrization { get }
}

extension ScaledModel {
  package static var parameters: NotationParameters<Self> {
    [.required("base", \.base, .any("model"))]
  }

  package var expression: NotationExpression {
    .call(Self.word.name, arguments, on: model.expression)
  }

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    let name = Self.parametrization.rawValue
    guard type(of: model) == type(of: base.form) else {
      throw ModelError(
        "the base of \(name) must be a model of the same kind, \(type(of: model).word.name); "
          + "received \(base.notation)")
    }
    guard !(model is LinearModel || model is FactorsModel) else {
      throw ModelError("\(name) is for models with a width; received \(model.notation)")
    }
    guard !(model is EncoderDecoderModel || model is AttentiveGRUModel) else {
      throw ModelError(
        "\(name) is for models whose inputs and outputs have weights of their own; received "
          + model.notation)
    }
    let network = try model.network(for: input, output)
    let other = try base.form.network(for: input, output)
    guard network.kinds == other.kinds else {
      throw ModelError(
        "the base of \(name) must have the same layers as \(model.notation), with other sizes; "
          + "received \(base.notation)")
    }
    guard Self.parametrization == .muP || network.transformer != nil else {
      throw ModelError(
        "\(name) scales the number of a transformer's blocks; received \(model.notation)")
    }
    if Self.parametrization == .muP, let own = network.transformer, let base = other.transformer,
      own.layers != base.layers
    {
      throw ModelError(
        "the base of \(name) must have as many layers, \(own.layers); received \(base.layers): "
          + "completeP scales their number, too")
    }
    return network.scalingAttention(as: other.transformer)
  }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    model.architecture(for: input, output)
      + ", \(Self.parametrization.rawValue) from \(base.form.architecture(for: input, output))"
  }

  package func widened(by factor: Int) -> Self {
    var wide = self
    wide.model = model.widened(by: factor)
    return wide
  }
}

/// A model in µP.
package struct MuPModel: ScaledModel {
  package var model: any ModelForm = MLPModel()
  package var base = ModelNotation(MLPModel())

  package static let parametrization = Parametrization.muP

  package static let word = NotationWord(
    "muP", summary: "The model before the dot, with initial values and rates scaled from its base.",
    formula: "hidden matrices: Adam's rate · base width/width; docs/scaling.md has all factors",
    purpose: "the rate that was found at the base's width",
    example: "mlp(hidden: [256, 256]).muP(base: mlp(hidden: [32, 32]))",
    source: "Yang et al., Tensor Programs V, 2022")

  package init() {}
}

/// A model in CompleteP.
package struct CompletePModel: ScaledModel {
  package var model: any ModelForm = TransformerModel()
  package var base = ModelNotation(TransformerModel())

  package static let parametrization = Parametrization.completeP

  package static let word = NotationWord(
    "completeP", summary: "As muP, and for depth: each residual branch is divided by the layers.",
    formula: "x ← x + (base layers/layers)·branch(x), in addition to the factors of muP",
    purpose: "the rate that was found at the base's width and depth",
    example: "transformer(width: 256, layers: 8).completeP(base: transformer(width: 64))",
    source: "Dey et al., CompleteP, 2025")

  package init() {}
}
