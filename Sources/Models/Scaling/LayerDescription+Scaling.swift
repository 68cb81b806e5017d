extension LayerDescription {
  /// The transformer among its layers.
  var transformer: Transformer? {
    switch self {
    case .transformer(let network): network
    case .sequence(let layers): layers.lazy.compactMap(\.transformer).first
    default: nil
    }
  }

  /// The kinds of its layers, which two sizes of one network have in common.
  var kinds: [String] {
    switch self {
    case .sequence(let layers): layers.flatMap(\.kinds)
    case .residual(let body, let shortcut):
      ["residual"] + body.kinds + ["shortcut"] + (shortcut?.kinds ?? [])
    default: [String(String(describing: self).prefix { $0 != "(" })]
    }
  }

  /// The network with the attention's scale √(d_base)/d, where d is the number of features of a head.
  func scalingAttention(as base: Transformer?) -> LayerDescription {
    guard let base else { return self }
    switch self {
    case .sequence(let layers): return .sequence(layers.map { $0.scalingAttention(as: base) })
    case .transformer(var network):
      let (own, other) = (network.width / network.heads, base.width / base.heads)
      if own != other { network.attentionScale = Double(other).squareRoot() / Double(own) }
      return .transformer(network)
    default: return self
    }
  }
}
