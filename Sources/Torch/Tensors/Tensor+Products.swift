internal import CTorch

// Products of matrices. Dimensions before the last two run side by side, with broadcasting.
extension Tensor {
  /// The matrix product.
  public func matmul(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_matmul(handle, other.handle), "matmul")
  }

  /// The sum over products of elements that Einstein's notation says: `"bij,bjk->bik"` is a batch of matrix
  /// products, `"ii->i"` a diagonal.
  ///
  /// - Throws: `TorchError` when the notation does not fit the shapes.
  public static func einsum(_ notation: String, _ tensors: Tensor...) throws(TorchError) -> Tensor {
    try TorchCall.tensor(of: "einsum", [.text(notation), .tensors(tensors)])
  }

  /// The products of every element of this vector with every one of another.
  public func outer(_ other: Tensor) throws(TorchError) -> Tensor {
    try calling("outer", .tensor(other))
  }

  /// softmax(Q·Kᵀ/√d + mask)·V with Q = self, over the last two dimensions: places × features.
  ///
  /// Source: Vaswani et al., *Attention Is All You Need*, 2017, equation 1
  /// (<https://arxiv.org/abs/1706.03762>).
  ///
  /// - Parameters:
  ///   - mask: bool, true where a query may look, or numbers that are added; broadcast to queries × keys.
  ///   - causal: whether a query sees the keys up to its own place alone; not beside a mask.
  public func scaledDotProductAttention(
    to keys: Tensor, values: Tensor, mask: Tensor? = nil, causal: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling(
      "scaled_dot_product_attention", .tensor(keys), .tensor(values),
      mask.map { .tensor($0) } ?? .none, .number(0), .truth(causal))
  }
}
