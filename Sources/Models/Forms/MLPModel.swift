package import Notation

/// A multilayer perceptron.
package struct MLPModel: ModelForm {
  /// The widths of the hidden layers.
  package var hidden = [64, 64]
  /// The probability of dropout after each hidden layer.
  package var dropout = 0.1
  /// The function after each hidden layer.
  package var activation = LayerDescription.Activation.silu

  package static let word = NotationWord(
    "mlp", summary: "A multilayer perceptron: linear layers with an activation between them.",
    formula: "h ← dropout(activation(W·h + b)) for each hidden layer; "
      + "parameters = Σ (inputs + 1)·outputs over its layers",
    purpose: "tables, and small images", example: "mlp(hidden: [128, 64], dropout: 0.2)")

  package static var parameters: NotationParameters<MLPModel> {
    [
      .optional("hidden", \.hidden, .widths),
      .optional("dropout", \.dropout, .dropout),
      .optional("activation", \.activation, .cases),
    ]
  }

  /// The model with its defaults.
  package init() {}

  /// The model with hidden layers of these widths.
  package init(hidden: [Int], dropout: Double = 0.1) {
    (self.hidden, self.dropout) = (hidden, dropout)
  }

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    switch input {
    case .table, .image: break
    case .tokens, .translation: throw unsuited(to: input, takes: "tables and images")
    }
    let front = TableFront(input)
    var layers = front.layers
    var width = front.width
    for next in hidden {
      layers += [.linear(width, next), .activation(activation)]
      if dropout > 0 { layers.append(.dropout(dropout)) }
      width = next
    }
    return .sequence(layers + [.linear(width, output.size(for: input))])
  }

  package func widened(by factor: Int) -> Self {
    var wide = self
    wide.hidden = hidden.map { $0 * factor }
    return wide
  }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    let widths = [TableFront(input).width] + hidden + [output.size(for: input)]
    return "MLP \(widths.map(String.init).joined(separator: "-"))"
  }
}

extension LayerDescription.Activation: NotationValue {}

extension Domain<[Int]> {
  /// At most 16 widths of layers, each from 1 to 4096.
  package static var widths: Domain {
    Domain("[number, …]") { name, widths in
      guard widths.count <= 16 else {
        return ParameterFault(name, "at most 16 widths", received: "\(widths.count)")
      }
      return Domain.list(.within(1...4096)).fault(name, widths)
    }
  }
}

extension Domain<Double> {
  /// A probability of dropout, from 0 to below 1.
  package static var dropout: Domain {
    Domain("number", "between 0 and 0.95") { (0...0.95).contains($0) }
  }
}
