internal import CTorch

// Comparisons of every element, with broadcasting, as bool tensors: masks. The operators are those of Swift's
// SIMD vectors.
extension Tensor {
  /// Where the elements are the same.
  public func equals(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_equal_elements(handle, other.handle), "equals")
  }
  /// Where the elements are the same.
  public static func .== (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.equals(right)
  }
  /// Where an element is `right`.
  public static func .== (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("eq", left.scalar(right))
  }
  /// Where the elements differ.
  public static func .!= (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("ne", .tensor(right))
  }
  /// Where an element is not `right`.
  public static func .!= (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("ne", left.scalar(right))
  }
  /// Where the left element is smaller.
  public static func .< (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("lt", .tensor(right))
  }
  /// Where an element is smaller than `right`.
  public static func .< (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("lt", left.scalar(right))
  }
  /// Where the left element is not larger.
  public static func .<= (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("le", .tensor(right))
  }
  /// Where an element is not larger than `right`.
  public static func .<= (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("le", left.scalar(right))
  }
  /// Where the left element is larger.
  public static func .> (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("gt", .tensor(right))
  }
  /// Where an element is larger than `right`.
  public static func .> (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("gt", left.scalar(right))
  }
  /// Where the left element is not smaller.
  public static func .>= (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("ge", .tensor(right))
  }
  /// Where an element is not smaller than `right`.
  public static func .>= (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("ge", left.scalar(right))
  }

  /// Where both masks are true.
  public static func .& (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("logical_and", .tensor(right))
  }
  /// Where one mask or both are true.
  public static func .| (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("logical_or", .tensor(right))
  }
  /// Where the masks differ.
  public static func .^ (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("logical_xor", .tensor(right))
  }
  /// Where the mask is false.
  public static prefix func .! (mask: Tensor) throws(TorchError) -> Tensor {
    try mask.calling("logical_not")
  }

  /// Where an element is no number.
  public func isNaN() throws(TorchError) -> Tensor { try calling("isnan") }
  /// Where an element is neither infinite nor NaN.
  public func isFinite() throws(TorchError) -> Tensor { try calling("isfinite") }

  /// The elements of `yes` where `mask` is true, and those of `no` elsewhere.
  public static func choose(
    _ yes: Tensor, _ no: Tensor, where mask: Tensor
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(of: "where", [.tensor(mask), .tensor(yes), .tensor(no)])
  }
  /// This tensor with `value` where `mask` is true.
  public func filling(_ value: Double, where mask: Tensor) throws(TorchError) -> Tensor {
    try calling("masked_fill", .tensor(mask), scalar(value))
  }
}
