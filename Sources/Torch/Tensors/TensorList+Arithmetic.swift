internal import CTorch

// Elementwise operations on corresponding tensors. Two lists must have the same length and their
// tensors the same shapes; otherwise an error is thrown. No list here is empty.
extension TensorList {
  /// The sums.
  public static func + (left: TensorList, right: TensorList) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_add(left.handle, right.handle), "+")
  }
  /// The differences.
  public static func - (left: TensorList, right: TensorList) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_subtract(left.handle, right.handle), "-")
  }
  /// The products.
  public static func * (left: TensorList, right: TensorList) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_multiply(left.handle, right.handle), "*")
  }
  /// The quotients.
  public static func / (left: TensorList, right: TensorList) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_divide(left.handle, right.handle), "/")
  }
  /// Every element plus `right`.
  public static func + (left: TensorList, right: Double) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_add_scalar(left.handle, right), "+")
  }
  /// `left` minus every element.
  public static func - (left: Double, right: TensorList) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_subtract_from(left, right.handle), "-")
  }
  /// Every element times `right`.
  public static func * (left: TensorList, right: Double) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_multiply_scalar(left.handle, right), "*")
  }
  /// Every element divided by `right`.
  public static func / (left: TensorList, right: Double) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_divide_scalar(left.handle, right), "/")
  }
  /// `left` divided by every element.
  public static func / (left: Double, right: TensorList) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_divide_into(left, right.handle), "/")
  }

  /// √x.
  public func squareRoot() throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_square_root(handle), "squareRoot")
  }
  /// |x|.
  public func magnitude() throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_magnitude(handle), "magnitude")
  }
  /// −1, 0 or 1; 0 for NaN.
  public func sign() throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_sign(handle), "sign")
  }
  /// max(x, `least`); NaN stays.
  public func atLeast(_ least: Double) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_at_least(handle, least), "atLeast")
  }
  /// min(x, `most`); NaN stays.
  public func atMost(_ most: Double) throws(TorchError) -> TensorList {
    try TensorList(ct_foreach_at_most(handle, most), "atMost")
  }

  /// An operand or a result of a comparison.
  public enum Operand {
    /// The elements of a list.
    case list(TensorList)
    /// The same number for every element.
    case number(Double)
  }

  /// `yes` where `left > right`, and `no` elsewhere, including where either is NaN; two kernel
  /// launches per tensor.
  ///
  /// - Throws: `TorchError` when neither `left` nor `right` is a list, or shapes differ.
  public static func choose(
    _ yes: Operand, _ no: Operand, where left: Operand, exceeds right: Operand
  ) throws(TorchError) -> TensorList {
    try withExtendedLifetime((yes, no, left, right)) { () throws(TorchError) in
      let handle = ct_foreach_choose(yes.operand, no.operand, left.operand, right.operand)
      return try TensorList(handle, "choose")
    }
  }
}

extension TensorList.Operand {
  fileprivate var operand: ct_operand {
    switch self {
    case .list(let list): ct_operand(list: list.handle, number: 0)
    case .number(let number): ct_operand(list: nil, number: number)
    }
  }
}
