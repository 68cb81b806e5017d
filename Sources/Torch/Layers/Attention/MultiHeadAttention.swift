/// Multi-head attention over batch×positions×features.
///
/// ```
/// Q, K, V = the three parts of W·x + b, each cut into heads
/// output = P·(softmax(scale·Q·Kᵀ + mask)·V) + p,   scale = 1/√(features/heads)
/// ```
///
/// W and P are initialized as in PyTorch's `nn.MultiheadAttention`: W uniform in ±√(6/(4·features))
/// (Glorot), P uniform in ±1/√features, biases 0.
///
/// Source: Vaswani et al., *Attention Is All You Need*, 2017, section 3.2
/// (<https://arxiv.org/abs/1706.03762>).
public final class MultiHeadAttention: Layer {
  /// W and b, which produce queries, keys and values.
  public let input: Linear
  /// P and p, the output projection.
  public let output: Linear
  private let features: Int
  private let heads: Int
  private let dropout: Double
  private let isCausal: Bool
  private let rotation: RotaryPositions?
  private let scale: Double?

  /// Creates a layer with random initial weights.
  ///
  /// - Parameters:
  ///   - features: the size of a position's vector, in and out.
  ///   - heads: the number of parts that the vector is cut into, each with an attention of its own.
  ///   - causal: whether a position attends only to itself and earlier positions.
  ///   - rotation: rotary position embedding of queries and keys, for features/heads features.
  ///   - dropout: the probability of dropping an attention weight in training.
  ///   - bias: whether b and p are added.
  ///   - scale: the factor of the scores; nil for 1/√d. µP needs √d_base/d.
  /// - Precondition: positive sizes; `heads` divides `features`; `rotation` is for features/heads
  ///   features; `dropout` in 0 ..< 1; a positive, finite `scale`.
  public init(
    _ features: Int, heads: Int, causal: Bool = false, rotation: RotaryPositions? = nil,
    dropout: Double = 0, bias: Bool = true, scale: Double? = nil
  ) throws(TorchError) {
    precondition(features > 0, "features must be positive; received \(features)")
    precondition(
      heads > 0 && features % heads == 0,
      "heads must be positive and divide the features, \(features); received \(heads)")
    if let rotation {
      precondition(
        rotation.features == features / heads,
        "rotation must be for \(features / heads) features; received \(rotation.features)")
    }
    precondition((0..<1).contains(dropout), "dropout must be in 0 ..< 1; received \(dropout)")
    if let scale {
      precondition(
        scale > 0 && scale.isFinite, "scale must be positive and finite; received \(scale)")
    }
    input = try Linear(features, 3 * features, bias: bias)
    output = try Linear(features, features, bias: bias)
    let bound = (6 / Double(4 * features)).squareRoot()
    try input.weight.assign(.uniform([3 * features, features], in: -bound..<bound))
    for bias in [input.bias, output.bias].compactMap({ $0 }) { try bias.assign(.zeros(bias.shape)) }
    (self.features, self.heads) = (features, heads)
    (self.dropout, isCausal, self.rotation, self.scale) = (dropout, causal, rotation, scale)
  }

  /// Self-attention over `input`, batch×positions×features.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, mask: nil, for: mode)
  }

  /// Self-attention over `input` with a mask.
  ///
  /// - Parameters:
  ///   - mask: Boolean, true where a query may attend to a key, broadcast to
  ///     batch×heads×queries×keys; a padding mask has the shape `[batch, 1, 1, keys]`. A
  ///     floating-point mask is added to the scores instead. The output of a query that may attend
  ///     to no key is NaN.
  ///   - cache: keys and values of the positions before `input`; those of `input` are appended.
  public func callAsFunction(
    _ input: Tensor, mask: Tensor?, cache: KeyValueCache? = nil, for mode: Mode
  ) throws(TorchError) -> Tensor {
    try checkSequence(input, features: features, of: "attention")
    let parts = try self.input(input, for: mode).chunked(into: 3, along: -1)
    let start = cache?.count ?? 0
    var (queries, keys) = (try heads(of: parts[0]), try heads(of: parts[1]))
    var values = try heads(of: parts[2])
    if let rotation {
      queries = try rotation(queries, from: start)
      keys = try rotation(keys, from: start)
    }
    if let cache { (keys, values) = try cache.append(keys, values) }
    return try joined(weighted(queries, keys, values, mask, from: start, for: mode), for: mode)
  }

  /// Cross-attention from `input` to `memory`, an encoder's output of shape
  /// batch×positions×features.
  ///
  /// A layer that is causal or has a rotation counts the positions of both from 0.
  public func callAsFunction(
    _ input: Tensor, attendingTo memory: Tensor, mask: Tensor? = nil, for mode: Mode
  ) throws(TorchError) -> Tensor {
    try self(input, attendingTo: keysAndValues(of: memory), mask: mask, for: mode)
  }

  /// The keys and values of `memory`, an encoder's output of shape batch×positions×features, so that
  /// they are computed once for all positions that attend to them.
  public func keysAndValues(of memory: Tensor) throws(TorchError) -> KeyValueCache {
    try checkSequence(memory, features: features, of: "attention")
    let keys = try heads(of: part(1, of: memory))
    return KeyValueCache(
      keys: try rotation.map { rotation throws(TorchError) in try rotation(keys) } ?? keys,
      values: try heads(of: part(2, of: memory)))
  }

  /// Cross-attention from `input` to a memory of these keys and values, see ``keysAndValues(of:)``.
  ///
  /// - Precondition: `memory` is not empty.
  public func callAsFunction(
    _ input: Tensor, attendingTo memory: KeyValueCache, mask: Tensor? = nil, for mode: Mode
  ) throws(TorchError) -> Tensor {
    try checkSequence(input, features: features, of: "attention")
    guard let keys = memory.keys, let values = memory.values else {
      preconditionFailure("a memory must have positions to attend to; received none")
    }
    let queries = try heads(of: part(0, of: input))
    let turned = try rotation.map { rotation throws(TorchError) in try rotation(queries) }
    return try joined(
      weighted(turned ?? queries, keys, values, mask, from: 0, for: mode), for: mode)
  }

  /// The queries, keys or values of `tensor`: the part 0, 1 or 2 of W·x + b.
  private func part(_ part: Int, of tensor: Tensor) throws(TorchError) -> Tensor {
    let rows = part * features..<(part + 1) * features
    return try tensor.linear(input.weight[rows], input.bias?[rows])
  }

  private func heads(of tensor: Tensor) throws(TorchError) -> Tensor {
    try tensor.reshaped([tensor.shape[0], tensor.shape[1], heads, -1]).transposed(1, 2)
  }

  private func joined(_ mixed: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try output(mixed.transposed(1, 2).flattened(from: 2), for: mode)
  }

  private func weighted(
    _ queries: Tensor, _ keys: Tensor, _ values: Tensor, _ mask: Tensor?, from start: Int,
    for mode: Mode
  ) throws(TorchError) -> Tensor {
    let (rows, columns) = (queries.shape[2], keys.shape[2])
    let isPlain = start == 0 && mask == nil
    var mask = mask
    if isCausal, !isPlain, rows > 1 {
      let before = try Tensor.ones([rows, columns], type: .bool, on: queries.device)
        .lowerTriangle(start)
      mask =
        try mask.map { mask throws(TorchError) in
          mask.scalarType == .bool
            ? try mask .& before : try mask.filling(-.infinity, where: .!before)
        } ?? before
    }
    guard dropout > 0, mode == .training else {
      return try queries.scaledDotProductAttention(
        to: keys, values: values, mask: mask, causal: isCausal && isPlain, scale: scale)
    }
    if isCausal, isPlain {
      mask = try .ones([rows, columns], type: .bool, on: queries.device).lowerTriangle()
    }
    var scores =
      try queries.matmul(keys.transposed())
      * (scale ?? 1 / Double(keys.shape[3]).squareRoot())
    if let mask {
      scores =
        mask.scalarType == .bool ? try scores.filling(-.infinity, where: .!mask) : try scores + mask
    }
    return try scores.softmax().dropping(dropout, for: mode).matmul(values)
  }
}
