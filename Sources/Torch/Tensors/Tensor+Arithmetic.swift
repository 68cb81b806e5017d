internal import CTorch

// Elementwise, with broadcasting: dimensions of length 1, and missing leading dimensions, are
// repeated. An integer tensor combined with an integral number keeps its type.
extension Tensor {
  /// The sums.
  public static func + (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_add(left.handle, right.handle), "+")
  }
  /// The differences.
  public static func - (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_subtract(left.handle, right.handle), "-")
  }
  /// The products.
  public static func * (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_multiply(left.handle, right.handle), "*")
  }
  /// The quotients; integer tensors give floating-point ones.
  public static func / (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_divide(left.handle, right.handle), "/")
  }

  /// Every element plus `right`.
  public static func + (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try Tensor(ct_add_scalar(left.handle, right), "+")
  }
  /// `left` plus every element.
  public static func + (left: Double, right: Tensor) throws(TorchError) -> Tensor {
    try right + left
  }
  /// Every element minus `right`.
  public static func - (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left + -right
  }
  /// `left` minus every element.
  public static func - (left: Double, right: Tensor) throws(TorchError) -> Tensor {
    try right.calling("rsub", right.scalar(left))
  }
  /// Every element times `right`.
  public static func * (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try Tensor(ct_multiply_scalar(left.handle, right), "*")
  }
  /// `left` times every element.
  public static func * (left: Double, right: Tensor) throws(TorchError) -> Tensor {
    try right * left
  }
  /// Every element divided by `right`.
  public static func / (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("div", .number(right))
  }
  /// `left` divided by every element.
  public static func / (left: Double, right: Tensor) throws(TorchError) -> Tensor {
    try right.reciprocal() * left
  }
  /// Every element negated.
  public static prefix func - (tensor: Tensor) throws(TorchError) -> Tensor {
    try tensor.calling("neg")
  }

  /// The remainders x − divisor·⌊x/divisor⌋, which have the divisor's sign.
  public func remainder(dividingBy divisor: Double) throws(TorchError) -> Tensor {
    try calling("remainder", scalar(divisor))
  }
  /// ⌊x/divisor⌋.
  public func floorDivided(by divisor: Double) throws(TorchError) -> Tensor {
    try calling("floor_divide", scalar(divisor))
  }
  /// x to the power of `exponent`.
  public func power(_ exponent: Double) throws(TorchError) -> Tensor {
    try calling("pow", scalar(exponent))
  }
  /// x to the power of the corresponding element of `exponent`.
  public func power(_ exponent: Tensor) throws(TorchError) -> Tensor {
    try calling("pow", .tensor(exponent))
  }
  /// The larger element of each pair; NaN if either is NaN.
  public static func maximum(_ left: Tensor, _ right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("maximum", .tensor(right))
  }
  /// The smaller element of each pair; NaN if either is NaN.
  public static func minimum(_ left: Tensor, _ right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("minimum", .tensor(right))
  }

  /// `value` as an argument combined with this tensor: an integer if both are integral.
  func scalar(_ value: Double) -> TorchValue {
    guard scalarType.isInteger, let whole = Int(exactly: value) else { return .number(value) }
    return .integer(whole)
  }
}
