package import Notation

/// The families of networks that are available by name.
package struct ModelCatalogue: Sendable {
  /// The families, in the order of lists.
  package let forms: [any ModelForm.Type]

  /// The families of this module.
  package static let standard = ModelCatalogue(forms: [
    LinearModel.self, MLPModel.self, FactorsModel.self, CNNModel.self, ResNetModel.self,
    BagModel.self, RNNModel.self, GRUModel.self, LSTMModel.self,
    TransformerModel.self, EncoderDecoderModel.self, AttentiveGRUModel.self,
  ])

  /// What may follow a family and a dot.
  package static let scalings: [any ScaledModel.Type] = [MuPModel.self, CompletePModel.self]

  /// The words of the families with their signatures, in the order of lists.
  package var words: [NotationWord] { forms.map { $0.init().reference } }

  /// The words that may follow a family, with their signatures.
  package static var scalingWords: [NotationWord] { scalings.map { $0.init().reference } }

  /// Parses a model, such as `mlp(hidden: [64, 64])`.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  package func form(parsing text: String) throws -> any ModelForm {
    try form(from: NotationExpression(parsing: text))
  }

  /// The model that an expression says.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  package func form(from expression: NotationExpression) throws -> any ModelForm {
    var arguments = try ArgumentReader(expression, role: "a model")
    if forms.contains(where: { $0.word.name == arguments.name }) {
      try arguments.checkStandsAlone()
    } else if let receiver = arguments.receiver {
      return try scaled(from: receiver, &arguments)
    }
    if Self.scalings.contains(where: { $0.word.name == arguments.name }) {
      throw expression.error("'\(arguments.name)' follows a model and a dot")
    }
    // A closure, not a key path: a key path through a metatype crashes the compiler (Swift 6.3.1).
    var form = try arguments.entry("model", in: forms, named: { $0.word.name }).init()
    try form.read(&arguments)
    try arguments.finish()
    try arguments.check(form.parameterFault)
    return form
  }

  /// A model with a scaling behind the dot.
  private func scaled(
    from receiver: NotationExpression, _ arguments: inout ArgumentReader
  ) throws -> any ModelForm {
    var scaled = try arguments.entry(
      "word behind a model", in: Self.scalings, named: { $0.word.name }
    ).init()
    scaled.model = try form(from: receiver)
    guard !(scaled.model is any ScaledModel) else {
      throw receiver.error("a model is scaled once; received two words behind it")
    }
    try scaled.read(&arguments)
    try arguments.finish()
    try arguments.check(scaled.parameterFault)
    return scaled
  }
}

/// A model as the argument of another word, such as `csv("prices.csv", model: mlp(hidden: [64]))`.
package struct ModelNotation: NotationValue, Hashable, Sendable {
  /// The family with its arguments.
  package let form: any ModelForm

  /// The notation of a form.
  package init(_ form: any ModelForm) { self.form = form }

  /// Reads a model by its word.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  package init(notation: NotationExpression, named name: String) throws {
    form = try ModelCatalogue.standard.form(from: notation)
  }

  /// The model as an expression.
  package var notation: NotationExpression { form.expression }

  /// Whether both are written alike.
  package static func == (left: ModelNotation, right: ModelNotation) -> Bool {
    left.form.notation == right.form.notation
  }

  /// Hashes the notation.
  package func hash(into hasher: inout Hasher) { hasher.combine(form.notation) }
}
