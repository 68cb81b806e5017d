extension LayerDescription {
  /// The names of the weights in Anneal and in PyTorch.
  var weightNames: [(String, String)] {
    switch self {
    case .linear: Self.same("weight", "bias")
    case .convolution: Self.same("weight")
    case .batchNorm:
      Self.same("weight", "bias") + [
        ("runningMean", "running_mean"), ("runningVariance", "running_var"),
      ]
    case .activation, .dropout, .flatten, .maxPool, .globalAverage: []
    case .sequence(let layers):
      layers.enumerated().flatMap { index, layer in
        layer.weightNames.map { ("layers.\(index).\($0)", "\(index).\($1)") }
      }
    case .residual(let body, let shortcut):
      body.weightNames.map { ("body.\($0)", "body.\($1)") }
        + (shortcut?.weightNames ?? []).map { ("shortcut.\($0)", "shortcut.\($1)") }
    case .categories(_, let sizes, _):
      sizes.indices.map { ("tables.\($0).weight", "tables.\($0).weight") }
    case .factors(let numbers, let sizes, _):
      Self.same("bias") + (numbers > 0 ? Self.same("weight") : [])
        + ["biases", "factors"].flatMap { list in
          sizes.indices.map { ("\(list).\($0).weight", "\(list).\($0).weight") }
        }
    case .bag: Self.same("embedding.weight")
    case .recurrent(let network):
      Self.same("embedding.weight")
        + (0..<network.layers).flatMap { layer in
          [
            ("inputWeight", "weight_ih"), ("hiddenWeight", "weight_hh"), ("inputBias", "bias_ih"),
            ("hiddenBias", "bias_hh"),
          ].map { ("network.cells.\(layer).\($0)", "network.\($1)_l\(layer)") }
        }
    case .transformer(let network):
      Self.same("embedding.weight", "positions.weight", "norm.weight", "norm.bias")
        + (0..<network.layers).flatMap { layer in
          ["firstNorm", "attention.input", "attention.output", "secondNorm", "first", "second"]
            .flatMap { Self.same("\($0).weight", "\($0).bias") }
            .map { ("blocks.\(layer).\($0)", "blocks.\(layer).\($1)") }
        }
    case .encoderDecoder(let network): network.weightNames
    case .attentiveGRU(let network): network.weightNames
    }
  }

  static func same(_ names: String...) -> [(String, String)] { names.map { ($0, $0) } }
}
