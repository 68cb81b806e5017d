internal import CTorch

// Selecting, writing and sorting elements by index.
extension Tensor {
  /// A copy of the slices at `indices` (int64) along `dimension`, in that order.
  public func selecting(_ indices: Tensor, along dimension: Int = 0) throws(TorchError) -> Tensor {
    try Tensor(ct_index_select(handle, Int64(dimension), indices.handle), "selecting")
  }

  /// For each position of `indices` (int64), the element at that index along `dimension`; in two
  /// dimensions along the second, `result[i, j] = self[i, indices[i, j]]`.
  public func gathering(_ indices: Tensor, along dimension: Int) throws(TorchError) -> Tensor {
    try calling("gather", .integer(dimension), .tensor(indices))
  }

  /// A copy with the elements of `source` written at `indices` along `dimension`: the reverse of
  /// ``gathering(_:along:)``. If two elements go to the same position, either may remain.
  public func scattering(
    _ source: Tensor, to indices: Tensor, along dimension: Int
  ) throws(TorchError) -> Tensor {
    try calling("scatter", .integer(dimension), .tensor(indices), .tensor(source))
  }

  /// A copy with the elements of `source` added at `indices` along `dimension`.
  public func scatterAdding(
    _ source: Tensor, to indices: Tensor, along dimension: Int
  ) throws(TorchError) -> Tensor {
    try calling("scatter_add", .integer(dimension), .tensor(indices), .tensor(source))
  }

  /// The elements where `mask` is true, in row-major order, as one dimension.
  public func selecting(where mask: Tensor) throws(TorchError) -> Tensor {
    try calling("masked_select", .tensor(mask))
  }

  /// The indices of the nonzero elements, as int64 rows with one index per dimension.
  public func nonzero() throws(TorchError) -> Tensor { try calling("nonzero") }

  /// The elements sorted along `dimension`, ascending or descending, and their former indices
  /// (int64). Equal elements keep their order.
  public func sorted(
    along dimension: Int = -1, descending: Bool = false
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let results = try TorchCall.results(
      of: "sort.stable",
      labelled: [
        (nil, .tensor(self)), ("stable", .bool(true)), ("dim", .integer(dimension)),
        ("descending", .bool(descending)),
      ])
    return (results[0], results[1])
  }

  /// The `count` largest elements along `dimension`, in descending order, or the smallest in
  /// ascending order, and their indices (int64).
  public func topK(
    _ count: Int, along dimension: Int = -1, largest: Bool = true
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let results = try TorchCall.results(
      of: "topk",
      labelled: [
        (nil, .tensor(self)), (nil, .integer(count)), (nil, .integer(dimension)),
        (nil, .bool(largest)),
      ])
    return (results[0], results[1])
  }

  /// The distinct elements in ascending order, as one dimension.
  public func unique() throws(TorchError) -> Tensor {
    try TorchCall.results(of: "_unique", labelled: [(nil, .tensor(self))])[0]
  }

  /// For each integer (int64), a row of length `classes` with 1 at its index and 0 elsewhere
  /// (int64).
  ///
  /// - Throws: `TorchError` for a number that is not in `0 ..< classes`.
  public func oneHot(classes: Int) throws(TorchError) -> Tensor {
    try calling("one_hot", .integer(classes))
  }
}
