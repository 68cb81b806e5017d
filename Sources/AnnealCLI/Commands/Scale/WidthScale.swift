internal import Optimizers
internal import Search

/// The factors of each kind of tensor between two widths and depths.
struct WidthScale {
  /// A kind of tensor with its factors.
  struct Row: Encodable {
    let tensor: String
    let factors: TensorScaling
    /// Whether the optimizer has a decoupled weight decay, which is multiplied; an L2 penalty is not.
    let hasDecay: Bool

    private enum CodingKeys: String, CodingKey { case tensor, initial, rate, weightDecay }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(tensor, forKey: .tensor)
      try container.encode(factors.initial, forKey: .initial)
      try container.encode(factors.rate, forKey: .rate)
      try container.encode(hasDecay ? factors.decay : nil, forKey: .weightDecay)
    }
  }

  /// The rows; nil for an optimizer whose rates are not known to scale.
  let rows: [Row]?

  /// - Parameter depth: the ratio of the numbers of residual blocks.
  init(_ optimizer: Optimizer, from: Int, to: Int, depth: Double) {
    let ratio = Double(to) / Double(from)
    let hasDecay =
      optimizer.rule.schedulableNames.contains("weightDecay")
      && optimizer.rule.setting(["weightDecay": 1])
        .decoupledDecay(of: ParameterShape("weight", [2, 2])) != 0
    func row(
      _ tensor: String, _ name: String, _ sizes: (Int) -> [Int], _ role: TensorRole,
      spread: Double = 1, at place: BranchPlace = .outside
    ) -> Row? {
      let rule = optimizer.rule
      guard let own = rule.gradientDependence(of: ParameterShape(name, sizes(to))),
        let base = rule.gradientDependence(of: ParameterShape(name, sizes(from)))
      else { return nil }
      return Row(
        tensor: tensor,
        factors: TensorScaling(
          role, spread: spread, at: place, depth: depth, own, base: base), hasDecay: hasDecay)
    }
    // The other size of an input or output is fixed, and far below the width or equal to it.
    let fixed = from
    let hidden = TensorRole.hidden(inputs: ratio, outputs: ratio)
    var rows = [
      row("embedding", "embedding.weight", { [fixed, $0] }, .input(outputs: ratio)),
      row("input matrix", "input.weight", { [$0, fixed] }, .input(outputs: ratio)),
      row("hidden matrix", "hidden.weight", { [$0, $0] }, hidden, spread: 1 / ratio),
      row(
        "output matrix", "head.weight", { [fixed, $0] }, .output(inputs: ratio), spread: 1 / ratio),
      row("hidden bias", "hidden.bias", { [$0] }, .vector(ratio), spread: 1 / ratio),
      row("gain of a norm", "norm.weight", { [$0] }, .vector(ratio)),
    ]
    if depth != 1 {
      rows += [
        row(
          "in a branch: matrix", "block.0.weight", { [$0, $0] }, hidden, spread: 1 / ratio,
          at: .inside),
        row(
          "in a branch: bias", "block.0.bias", { [$0] }, .vector(ratio), spread: 1 / ratio,
          at: .inside),
        row("in a branch: gain", "block.norm.weight", { [$0] }, .vector(ratio), at: .inside),
        row(
          "branch's last matrix", "block.1.weight", { [$0, $0] }, hidden, spread: 1 / ratio,
          at: .end),
        row(
          "branch's last bias", "block.1.bias", { [$0] }, .vector(ratio), spread: 1 / ratio,
          at: .end),
      ]
    }
    let known = rows.compactMap { $0 }
    self.rows = known.count == rows.count ? known : nil
  }
}
