package import Notation

/// A family of networks, written as a word with arguments: `mlp(hidden: [64, 64])`.
///
/// It describes its network for each kind of input; the layers and the Python for PyTorch are both
/// made from this description, so they agree.
package protocol ModelForm: NotationForm, Sendable {
  /// A form with its defaults; every parameter may be left out.
  init()

  /// The network for these examples.
  ///
  /// - Throws: ``ModelError`` if this family is not for such examples.
  func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription

  /// The network in a few words with its sizes, such as `MLP 12-64-64-1`.
  func architecture(for input: ModelInput, _ output: ModelOutput) -> String

  /// This family with all widths times `factor`; a family without widths as it is.
  func widened(by factor: Int) -> Self

  /// The word with its arguments; reading it gives an equal form.
  var expression: NotationExpression { get }
}

extension ModelForm {
  /// A new form.
  package var defaults: Self { Self() }

  package var expression: NotationExpression {
    let arguments = arguments
    return arguments.isEmpty
      ? NotationExpression(.name(Self.word.name)) : .call(Self.word.name, arguments)
  }

  /// The word with its arguments, such as `mlp(hidden: [64])`; parsing it gives an equal form.
  package var notation: String { expression.description }

  /// The error for examples that this family is not for.
  func unsuited(to input: ModelInput, takes suited: String) -> ModelError {
    ModelError("the model \(Self.word.name) takes \(suited), and these are \(input.kind)")
  }
}

/// A model that does not fit its data.
package struct ModelError: Error, Hashable, CustomStringConvertible {
  /// The fault in one sentence.
  package let description: String

  init(_ description: String) { self.description = description }
}
