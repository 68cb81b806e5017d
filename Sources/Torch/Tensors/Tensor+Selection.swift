internal import CTorch

// Elements by their places, and in their order.
extension Tensor {
  /// The places `indices` (int64) along `dimension`, in that order, copied.
  public func selecting(_ indices: Tensor, along dimension: Int = 0) throws(TorchError) -> Tensor {
    try Tensor(ct_index_select(handle, Int64(dimension), indices.handle), "selecting")
  }

  /// For each place of `indices` (int64) the element at that index along `dimension`: in two dimensions along
  /// the second `result[i, j] = self[i, indices[i, j]]`.
  public func gathering(_ indices: Tensor, along dimension: Int) throws(TorchError) -> Tensor {
    try calling("gather", .integer(dimension), .tensor(indices))
  }

  /// A copy with the elements of `source` where `indices` say along `dimension`: the reverse of
  /// ``gathering(_:along:)``. Where two go to one place, either is there.
  public func scattering(
    _ source: Tensor, to indices: Tensor, along dimension: Int
  ) throws(TorchError) -> Tensor {
    try calling("scatter", .integer(dimension), .tensor(indices), .tensor(source))
  }

  /// A copy to which the elements of `source` are added where `indices` say along `dimension`.
  public func scatterAdding(
    _ source: Tensor, to indices: Tensor, along dimension: Int
  ) throws(TorchError) -> Tensor {
    try calling("scatter_add", .integer(dimension), .tensor(indices), .tensor(source))
  }

  /// The elements where `mask` is true, in row-major order, as one dimension.
  public func selecting(where mask: Tensor) throws(TorchError) -> Tensor {
    try calling("masked_select", .tensor(mask))
  }

  /// The places at which elements are other than 0, as int64 rows of one index for each dimension.
  public func nonzero() throws(TorchError) -> Tensor { try calling("nonzero") }

  /// The elements along `dimension` in rising order, or falling, and the places that they had (int64). Equal
  /// ones keep their order.
  public func sorted(
    along dimension: Int = -1, descending: Bool = false
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let results = try TorchCall.results(
      of: "sort.stable",
      labelled: [
        (nil, .tensor(self)), ("stable", .truth(true)), ("dim", .integer(dimension)),
        ("descending", .truth(descending)),
      ])
    return (results[0], results[1])
  }

  /// The `count` largest elements along `dimension` from the largest on, or the smallest ones, and their
  /// places (int64).
  public func topK(
    _ count: Int, along dimension: Int = -1, largest: Bool = true
  ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
    let results = try TorchCall.results(
      of: "topk",
      labelled: [
        (nil, .tensor(self)), (nil, .integer(count)), (nil, .integer(dimension)),
        (nil, .truth(largest)),
      ])
    return (results[0], results[1])
  }

  /// The different elements in rising order, as one dimension.
  public func unique() throws(TorchError) -> Tensor {
    try TorchCall.results(of: "_unique", labelled: [(nil, .tensor(self))])[0]
  }

  /// For each whole number (int64) a row of `classes` numbers, 1 in its place and 0 elsewhere (int64).
  ///
  /// - Throws: `TorchError` for a number that is not in `0 ..< classes`.
  public func oneHot(classes: Int) throws(TorchError) -> Tensor {
    try calling("one_hot", .integer(classes))
  }
}
