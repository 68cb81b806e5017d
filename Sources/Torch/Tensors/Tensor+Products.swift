internal import CTorch

// Matrix products. Dimensions before the last two are batch dimensions, with broadcasting.
extension Tensor {
  /// The matrix product.
  public func matmul(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_matmul(handle, other.handle), "matmul")
  }

  /// The sum of products in Einstein notation: `"bij,bjk->bik"` is a batch of matrix products,
  /// `"ii->i"` a diagonal.
  ///
  /// - Throws: `TorchError` when the notation does not fit the shapes.
  public static func einsum(_ notation: String, _ tensors: Tensor...) throws(TorchError) -> Tensor {
    try TorchCall.tensor(of: "einsum", [.text(notation), .tensors(tensors)])
  }

  /// The outer product of this vector and `other`.
  public func outer(_ other: Tensor) throws(TorchError) -> Tensor {
    try calling("outer", .tensor(other))
  }

  /// Attention softmax(Q·Kᵀ/√d + mask)·V with Q = self, over the last two dimensions, positions ×
  /// features.
  ///
  /// Source: Vaswani et al., *Attention Is All You Need*, 2017, equation 1
  /// (<https://arxiv.org/abs/1706.03762>).
  ///
  /// - Parameters:
  ///   - mask: Boolean, true where a query may attend to a key, or numbers that are added to the
  ///     scores; broadcast to queries × keys.
  ///   - causal: whether a query attends only to keys up to its own position; not together with a
  ///     mask.
  ///   - scale: the factor of the scores; nil for 1/√d.
  public func scaledDotProductAttention(
    to keys: Tensor, values: Tensor, mask: Tensor? = nil, causal: Bool = false,
    scale: Double? = nil
  ) throws(TorchError) -> Tensor {
    try calling(
      "scaled_dot_product_attention", .tensor(keys), .tensor(values),
      mask.map { .tensor($0) } ?? .none, .number(0), .bool(causal),
      labelled: ["scale": scale.map { .number($0) } ?? .none])
  }
}
