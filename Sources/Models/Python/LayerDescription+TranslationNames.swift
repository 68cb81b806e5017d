// The names of the weights of networks that write translations.

extension LayerDescription.EncoderDecoder {
  /// The names in Anneal and in PyTorch, which are the same.
  var weightNames: [(String, String)] {
    let encoder = [
      "firstNorm", "attention.input", "attention.output", "secondNorm", "first", "second",
    ]
    let decoder = encoder + ["memoryNorm", "memoryAttention.input", "memoryAttention.output"]
    let blocks = (0..<layers).flatMap { layer in
      encoder.map { "encoder.\(layer).\($0)" } + decoder.map { "decoder.\(layer).\($0)" }
    }
    return LayerDescription.same("embedding.weight")
      + (blocks + ["encoderNorm", "decoderNorm"]).flatMap {
        LayerDescription.same("\($0).weight", "\($0).bias")
      }
  }
}

extension LayerDescription.AttentiveGRU {
  /// The names in Anneal and in PyTorch.
  var weightNames: [(String, String)] {
    let parts = [
      ("inputWeight", "weight_ih"), ("hiddenWeight", "weight_hh"), ("inputBias", "bias_ih"),
      ("hiddenBias", "bias_hh"),
    ]
    let networks = ["forward", "backward", "decoder"].flatMap { network in
      (0..<layers).flatMap { layer in
        parts.map {
          ("\(network)Network.cells.\(layer).\($0)", "\(network)Network.\($1)_l\(layer)")
        }
      }
    }
    return LayerDescription.same(
      "embedding.weight", "start.weight", "start.bias", "score.weight", "mixture.weight")
      + networks
  }
}
