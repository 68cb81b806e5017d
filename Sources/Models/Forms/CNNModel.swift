package import Notation

/// A convolutional network.
package struct CNNModel: ModelForm {
  /// The channels of the first convolution; each further one has twice as many.
  package var width = 16
  /// The probability of dropout before the last layer.
  package var dropout = 0.0

  package static let word = NotationWord(
    "cnn", summary: "3×3 convolutions, each with batch normalization, ReLU and 2×2 max pooling.",
    formula: "as many convolutions as halve the sides until one is below 8, with width, 2·width, … "
      + "channels, then a linear layer; parameters ≈ 9·Σ inputs·outputs + pixels·outputs",
    purpose: "images", example: "cnn(width: 32)")

  package static var parameters: NotationParameters<CNNModel> {
    [.optional("width", \.width, .within(1...512)), .optional("dropout", \.dropout, .dropout)]
  }

  /// The model with its defaults.
  package init() {}

  /// The model with this dropout.
  package init(dropout: Double) { self.dropout = dropout }

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    guard case .image(let channels, var height, var width) = input else {
      throw unsuited(to: input, takes: "images")
    }
    var layers: [LayerDescription] = []
    var inputs = channels
    for outputs in stages(input) {
      // ReLU after max pooling gives the same result as before it, on a quarter of the elements.
      layers += [
        .convolution(inputs, outputs, size: 3, stride: 1), .batchNorm(outputs), .maxPool(2),
        .activation(.relu),
      ]
      (inputs, height, width) = (outputs, height / 2, width / 2)
    }
    // A few large pictures would have millions of weights in the last layer.
    let pixels = height * width
    let isFlat = inputs * pixels <= 4096
    layers.append(isFlat ? .flatten : .globalAverage)
    if dropout > 0 { layers.append(.dropout(dropout)) }
    layers.append(.linear(isFlat ? inputs * pixels : inputs, output.size(for: input)))
    return .sequence(layers)
  }

  package func widened(by factor: Int) -> Self {
    var wide = self
    wide.width *= factor
    return wide
  }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    guard case .image(let channels, _, _) = input else { return "CNN" }
    let sizes = [channels] + stages(input) + [output.size(for: input)]
    return "CNN \(sizes.map(String.init).joined(separator: "-"))"
  }

  /// The channels of each convolution.
  private func stages(_ input: ModelInput) -> [Int] {
    guard case .image(_, let height, let width) = input else { return [] }
    var (side, channels) = (min(height, width), [Int]())
    while side >= 8, channels.count < 6 {
      channels.append(self.width << channels.count)
      side /= 2
    }
    return channels.isEmpty && side >= 2 ? [self.width] : channels
  }
}
