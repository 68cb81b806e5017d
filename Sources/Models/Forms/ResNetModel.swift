package import Notation

/// A residual network.
package struct ResNetModel: ModelForm {
  /// The channels of the first stage; each further one has twice as many.
  package var width = 16
  /// The number of residual blocks of each stage.
  package var blocks = [1, 1, 1]

  package static let word = NotationWord(
    "resnet", summary: "Residual blocks of two 3×3 convolutions; each stage halves the sides.",
    formula: "x ← ReLU(shortcut(x) + norm(conv(ReLU(norm(conv(x)))))), then the mean of all pixels "
      + "and a linear layer",
    purpose: "images that a cnn does not learn", example: "resnet(width: 32, blocks: [2, 2, 2])",
    source: "He et al., Deep Residual Learning, 2015, section 4.2")

  package static var parameters: NotationParameters<ResNetModel> {
    [
      .optional("width", \.width, .within(1...512)), .optional("blocks", \.blocks, .blocks),
    ]
  }

  /// The model with its defaults.
  package init() {}

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    guard case .image(let channels, _, _) = input else {
      throw unsuited(to: input, takes: "images")
    }
    var layers = Self.normalized(channels, width, size: 3, stride: 1) + [.activation(.relu)]
    var inputs = width
    for (stage, count) in blocks.enumerated() {
      for block in 0..<count {
        let outputs = width << stage
        layers += Self.block(inputs, outputs, stride: stage > 0 && block == 0 ? 2 : 1)
        inputs = outputs
      }
    }
    return .sequence(layers + [.globalAverage, .linear(inputs, output.size(for: input))])
  }

  package func widened(by factor: Int) -> Self {
    var wide = self
    wide.width *= factor
    return wide
  }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    let stages = zip(blocks, blocks.indices).map { "\($0)×\(width << $1)" }
    return "ResNet \(stages.joined(separator: "-"))-\(output.size(for: input))"
  }

  private static func block(_ inputs: Int, _ outputs: Int, stride: Int) -> [LayerDescription] {
    let body =
      normalized(inputs, outputs, size: 3, stride: stride) + [.activation(.relu)]
      + normalized(outputs, outputs, size: 3, stride: 1)
    let shortcut =
      inputs == outputs && stride == 1
      ? nil : LayerDescription.sequence(normalized(inputs, outputs, size: 1, stride: stride))
    return [.residual(.sequence(body), shortcut: shortcut), .activation(.relu)]
  }

  private static func normalized(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int
  ) -> [LayerDescription] {
    [.convolution(inputs, outputs, size: size, stride: stride), .batchNorm(outputs)]
  }
}

extension Domain<[Int]> {
  /// One to six numbers of blocks, each from 1 to 64.
  fileprivate static var blocks: Domain {
    Domain("[number, …]") { name, blocks in
      guard (1...6).contains(blocks.count) else {
        return ParameterFault(name, "one to six numbers", received: "\(blocks.count)")
      }
      return Domain.list(.within(1...64)).fault(name, blocks)
    }
  }
}
