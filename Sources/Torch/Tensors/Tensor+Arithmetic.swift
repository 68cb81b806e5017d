internal import CTorch

// Element by element, with broadcasting: dimensions of length 1, and those that are missing in front, are
// repeated. A number beside a tensor of whole numbers keeps its type where it is whole itself.
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
  /// The quotients, of whole numbers too.
  public static func / (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_divide(left.handle, right.handle), "/")
  }

  /// Every element and `right`.
  public static func + (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try Tensor(ct_add_scalar(left.handle, right), "+")
  }
  /// `left` and every element.
  public static func + (left: Double, right: Tensor) throws(TorchError) -> Tensor {
    try right + left
  }
  /// Every element less `right`.
  public static func - (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left + -right
  }
  /// `left` less every element.
  public static func - (left: Double, right: Tensor) throws(TorchError) -> Tensor {
    try right.calling("rsub", right.scalar(left))
  }
  /// Every element `right` times.
  public static func * (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try Tensor(ct_multiply_scalar(left.handle, right), "*")
  }
  /// Every element `left` times.
  public static func * (left: Double, right: Tensor) throws(TorchError) -> Tensor {
    try right * left
  }
  /// Every element by `right`.
  public static func / (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try left.calling("div", .number(right))
  }
  /// `left` by every element.
  public static func / (left: Double, right: Tensor) throws(TorchError) -> Tensor {
    try right.reciprocal() * left
  }
  /// Every element with the other sign.
  public static prefix func - (tensor: Tensor) throws(TorchError) -> Tensor {
    try tensor.calling("neg")
  }

  /// The remainders of the division, with the divisor's sign, as of ⌊x/y⌋.
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
  /// x to the power of the exponent in its place.
  public func power(_ exponent: Tensor) throws(TorchError) -> Tensor {
    try calling("pow", .tensor(exponent))
  }
  /// The larger element of each pair; NaN where one is.
  public static func maximum(_ left: Tensor, _ right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("maximum", .tensor(right))
  }
  /// The smaller element of each pair; NaN where one is.
  public static func minimum(_ left: Tensor, _ right: Tensor) throws(TorchError) -> Tensor {
    try left.calling("minimum", .tensor(right))
  }

  /// `value` as an operation takes it beside this tensor: a whole number beside whole numbers.
  func scalar(_ value: Double) -> TorchValue {
    guard scalarType.isInteger, let whole = Int(exactly: value) else { return .number(value) }
    return .integer(whole)
  }
}
