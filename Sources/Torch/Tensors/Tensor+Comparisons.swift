internal import CTorch

// Elementwise comparisons with broadcasting; they return Boolean tensors (masks). The operators are
// those of Swift's SIMD vectors.
extension Tensor {
  /// True where the elements are equal.
  public func equals(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_equal_elements(handle, other.handle), "equals")
  }
  /// True where the elements are equal.
  public static func .== (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.equals(right)
  }
  /// True where an element equals `right`.
  public static func .== (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("eq", left.scalar(right))
  }
  /// True where the elements differ.
  public static func .!= (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("ne", .tensor(right))
  }
  /// True where an element differs from `right`.
  public static func .!= (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("ne", left.scalar(right))
  }
  /// True where the left element is smaller.
  public static func .< (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("lt", .tensor(right))
  }
  /// True where an element is smaller than `right`.
  public static func .< (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("lt", left.scalar(right))
  }
  /// True where the left element is smaller or equal.
  public static func .<= (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("le", .tensor(right))
  }
  /// True where an element is at most `right`.
  public static func .<= (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("le", left.scalar(right))
  }
  /// True where the left element is larger.
  public static func .> (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("gt", .tensor(right))
  }
  /// True where an element is larger than `right`.
  public static func .> (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("gt", left.scalar(right))
  }
  /// True where the left element is larger or equal.
  public static func .>= (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("ge", .tensor(right))
  }
  /// True where an element is at least `right`.
  public static func .>= (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("ge", left.scalar(right))
  }

  /// True where both masks are true.
  public static func .& (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("logical_and", .tensor(right))
  }
  /// True where at least one mask is true.
  public static func .| (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("logical_or", .tensor(right))
  }
  /// True where the masks differ.
  public static func .^ (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("logical_xor", .tensor(right))
  }
  /// True where the mask is false.
  public static prefix func .! (mask: Tensor) throws(TorchError) -> Tensor {
    try mask.calling("logical_not")
  }

  /// True where an element is NaN.
  public func isNaN() throws(TorchError) -> Tensor { try calling("isnan") }
  /// True where an element is neither infinite nor NaN.
  public func isFinite() throws(TorchError) -> Tensor { try calling("isfinite") }

  /// The elements of `yes` where `mask` is true, and those of `no` elsewhere.
  public static func choose(
    _ yes: Tensor, _ no: Tensor, where mask: Tensor
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(of: "where", [.tensor(mask), .tensor(yes), .tensor(no)])
  }
  /// A copy with `value` where `mask` is true.
  public func filling(_ value: Double, where mask: Tensor) throws(TorchError) -> Tensor {
    try calling("masked_fill", .tensor(mask), scalar(value))
  }
}
