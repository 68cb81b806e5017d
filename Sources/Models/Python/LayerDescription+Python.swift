extension LayerDescription {
  /// The expression that makes this network; its further lines are indented by `indent`.
  func python(indent: Int) -> String {
    switch self {
    case .linear(let inputs, let outputs): "nn.Linear(\(inputs), \(outputs))"
    case .activation(.relu): "nn.ReLU()"
    case .activation(.silu): "nn.SiLU()"
    case .activation(.gelu): "nn.GELU()"
    case .activation(.tanh): "nn.Tanh()"
    case .dropout(let probability): "nn.Dropout(\(probability))"
    case .flatten: "nn.Flatten()"
    case .convolution(let inputs, let outputs, let size, let stride):
      "nn.Conv2d(\(inputs), \(outputs), \(size), stride=\(stride), padding=\(size / 2), bias=False)"
    case .batchNorm(let channels): "nn.BatchNorm2d(\(channels))"
    case .maxPool(let size): "nn.MaxPool2d(\(size))"
    case .globalAverage: "GlobalAverage()"
    case .sequence(let layers):
      "nn.Sequential(\n"
        + layers.map { Self.line($0.python(indent: indent + 4), indent + 4) }.joined()
        + String(repeating: " ", count: indent) + ")"
    case .residual(let body, let shortcut):
      "Residual(\n" + Self.line(body.python(indent: indent + 4), indent + 4)
        + (shortcut.map { Self.line($0.python(indent: indent + 4), indent + 4) } ?? "")
        + String(repeating: " ", count: indent) + ")"
    case .categories(let numbers, let sizes, let widths):
      "Categories(\(numbers), \(sizes), \(widths))"
    case .factors(let numbers, let sizes, let width): "Factors(\(numbers), \(sizes), \(width))"
    case .bag(let vocabulary, let width): "Bag(\(vocabulary), \(width))"
    case .recurrent(let network):
      "Recurrent(nn.\(network.cell.rawValue.uppercased()), \(network.vocabulary), \(network.width), "
        + "\(network.layers), \(network.dropout), \(network.isPooled ? "True" : "False"))"
    case .transformer(let network):
      "Transformer(\(network.vocabulary), \(network.length), \(network.width), \(network.heads), "
        + "\(network.layers), \(network.dropout), \(network.isPooled ? "True" : "False")"
        + (network.attentionScale.map { ", scale=\($0)" } ?? "") + ")"
    case .encoderDecoder(let network):
      "EncoderDecoder(\(network.vocabulary), \(network.width), \(network.heads), \(network.layers))"
    case .attentiveGRU(let network):
      "AttentiveGRU(\(network.vocabulary), \(network.width), \(network.layers))"
    }
  }

  /// The classes of its Python file that `torch.nn` does not have.
  var pythonClasses: Set<PythonClass> {
    switch self {
    case .globalAverage: [.globalAverage]
    case .sequence(let layers): layers.reduce(into: []) { $0.formUnion($1.pythonClasses) }
    case .residual(let body, let shortcut):
      body.pythonClasses.union(shortcut?.pythonClasses ?? []).union([.residual])
    case .categories: [.categories]
    case .factors: [.factors]
    case .bag: [.bag]
    case .recurrent: [.recurrent]
    case .transformer: [.transformer]
    case .encoderDecoder: [.encoderDecoder]
    case .attentiveGRU: [.attentiveGRU]
    case .linear, .activation, .dropout, .flatten, .convolution, .batchNorm, .maxPool: []
    }
  }

  private static func line(_ text: String, _ indent: Int) -> String {
    String(repeating: " ", count: indent) + text + ",\n"
  }
}
