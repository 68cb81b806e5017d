internal import CTorch

// Sums, means and other statistics: of all elements as a single number, or along dimensions (-1 is
// the last), which are removed unless they are kept with length 1.
extension Tensor {
  /// The sum of all elements.
  public func sum() throws(TorchError) -> Tensor { try Tensor(ct_sum(handle), "sum") }
  /// The mean of all elements.
  public func mean() throws(TorchError) -> Tensor { try Tensor(ct_mean(handle), "mean") }
  /// The largest element.
  public func max() throws(TorchError) -> Tensor { try calling("max") }
  /// The smallest element.
  public func min() throws(TorchError) -> Tensor { try calling("min") }
  /// The product of all elements.
  public func product() throws(TorchError) -> Tensor { try calling("prod") }
  /// √Σx², the Euclidean norm of all elements.
  public func norm() throws(TorchError) -> Tensor { try calling("linalg_vector_norm") }

  /// The sums along `dimensions`.
  public func sum(
    along dimensions: Int..., keepingDimensions keeps: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling("sum", .integers(dimensions), .bool(keeps))
  }
  /// The means along `dimensions`.
  public func mean(
    along dimensions: Int..., keepingDimensions keeps: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling("mean", .integers(dimensions), .bool(keeps))
  }
  /// The largest elements along `dimensions`.
  public func max(
    along dimensions: Int..., keepingDimensions keeps: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling("amax", .integers(dimensions), .bool(keeps))
  }
  /// The smallest elements along `dimensions`.
  public func min(
    along dimensions: Int..., keepingDimensions keeps: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling("amin", .integers(dimensions), .bool(keeps))
  }
  /// √Σx² along `dimensions`.
  public func norm(
    along dimensions: Int..., keepingDimensions keeps: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling("linalg_vector_norm", .integer(2), .integers(dimensions), .bool(keeps))
  }
  /// The product along `dimension`.
  public func product(
    along dimension: Int, keepingDimensions keeps: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling("prod", .integer(dimension), .bool(keeps))
  }
  /// ln Σe^x along `dimensions`, without overflow.
  public func logSumExp(
    along dimensions: Int..., keepingDimensions keeps: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling("logsumexp", .integers(dimensions), .bool(keeps))
  }

  /// Σ(x − mean)²/(n − `correction`) of all elements, or along `dimensions`.
  ///
  /// - Parameter correction: 1 for the unbiased estimate from a sample, 0 for the variance of the
  ///   elements themselves.
  public func variance(
    along dimensions: Int..., correction: Int = 1, keepingDimensions keeps: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling(
      "var", dimensions.isEmpty ? .none : .integers(dimensions),
      labelled: ["correction": .integer(correction), "keepdim": .bool(keeps)])
  }
  /// The square root of ``variance(along:correction:keepingDimensions:)``.
  public func standardDeviation(
    along dimensions: Int..., correction: Int = 1, keepingDimensions keeps: Bool = false
  ) throws(TorchError) -> Tensor {
    try calling(
      "std", dimensions.isEmpty ? .none : .integers(dimensions),
      labelled: ["correction": .integer(correction), "keepdim": .bool(keeps)])
  }

  /// The index of the largest element along `dimension`, as int64.
  public func argmax(along dimension: Int = -1) throws(TorchError) -> Tensor {
    try Tensor(ct_argmax(handle, Int64(dimension)), "argmax")
  }
  /// The index of the smallest element along `dimension`, as int64.
  public func argmin(along dimension: Int = -1) throws(TorchError) -> Tensor {
    try calling("argmin", .integer(dimension))
  }
  /// The cumulative sums along `dimension`, each including its own element.
  public func cumulativeSum(along dimension: Int) throws(TorchError) -> Tensor {
    try calling("cumsum", .integer(dimension))
  }
  /// The cumulative products along `dimension`, each including its own element.
  public func cumulativeProduct(along dimension: Int) throws(TorchError) -> Tensor {
    try calling("cumprod", .integer(dimension))
  }
  /// Whether any element is nonzero, as a single Boolean.
  public func any() throws(TorchError) -> Tensor { try calling("any") }
  /// Whether all elements are nonzero, as a single Boolean.
  public func all() throws(TorchError) -> Tensor { try calling("all") }
}
