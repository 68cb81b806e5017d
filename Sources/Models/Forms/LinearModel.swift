package import Notation
internal import RealModule

/// One linear layer over all numbers of an example.
package struct LinearModel: ModelForm {
  package static let word = NotationWord(
    "linear", summary: "A linear layer: linear or logistic regression.",
    formula: "y = W·x + b; parameters = (inputs + 1)·outputs",
    purpose: "a yardstick, and small data", example: "linear()")

  package static var parameters: NotationParameters<LinearModel> { [] }

  /// The model.
  package init() {}

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    switch input {
    case .table, .image:
      let front = TableFront(input)
      return .sequence(front.layers + [.linear(front.width, output.size(for: input))])
    case .tokens, .translation:
      throw unsuited(to: input, takes: "tables and images; bag is linear over words")
    }
  }

  package func widened(by factor: Int) -> Self { self }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    "linear \(TableFront(input).width)-\(output.size(for: input))"
  }
}

/// The layers that make one vector of an example: embeddings of a table's codes, or all pixels of
/// a picture.
struct TableFront {
  let layers: [LayerDescription]
  let width: Int

  init(_ input: ModelInput) {
    switch input {
    case .table(let numbers, let sizes):
      let widths = sizes.map(Self.embeddingWidth)
      layers = sizes.isEmpty ? [] : [.categories(numbers: numbers, sizes: sizes, widths: widths)]
      width = numbers + widths.reduce(0, +)
    case .image(let channels, let height, let width):
      (layers, self.width) = ([.flatten], channels * height * width)
    case .tokens, .translation: (layers, width) = ([], 0)
    }
  }

  /// The length of the vector of each of `size` categories: 1.6·size^0.56, at most 50.
  ///
  /// Source: the rule of fastai's tabular learner (`emb_sz_rule`), there with at most 600.
  static func embeddingWidth(_ size: Int) -> Int {
    min(50, max(2, Int((1.6 * Double.pow(Double(size), 0.56)).rounded())))
  }
}
