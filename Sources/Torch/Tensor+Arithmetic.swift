internal import CTorch

extension Tensor {
  /// Element by element, with broadcasting.
  public static func + (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_add(left.handle, right.handle), "+")
  }
  /// Element by element, with broadcasting.
  public static func - (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_subtract(left.handle, right.handle), "-")
  }
  /// Element by element, with broadcasting.
  public static func * (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_multiply(left.handle, right.handle), "*")
  }
  /// Element by element, with broadcasting.
  public static func / (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_divide(left.handle, right.handle), "/")
  }
  /// Adds `right` to every element.
  public static func + (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try Tensor(ct_add_scalar(left.handle, right), "+")
  }
  /// Multiplies every element by `right`.
  public static func * (left: Tensor, right: Double) throws(TorchError) -> Tensor {
    try Tensor(ct_multiply_scalar(left.handle, right), "*")
  }
  /// The matrix product.
  public func matmul(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_matmul(handle, other.handle), "matmul")
  }

  /// √x of every element.
  public func squareRoot() throws(TorchError) -> Tensor {
    try Tensor(ct_square_root(handle), "squareRoot")
  }
  /// max(x, 0) of every element.
  public func relu() throws(TorchError) -> Tensor { try Tensor(ct_relu(handle), "relu") }
  /// 1/(1 + e^−x) of every element.
  public func sigmoid() throws(TorchError) -> Tensor { try Tensor(ct_sigmoid(handle), "sigmoid") }
  /// The hyperbolic tangent of every element.
  public func tanh() throws(TorchError) -> Tensor { try Tensor(ct_tanh(handle), "tanh") }
  /// x·Φ(x) of every element, Φ the normal distribution's cumulative function.
  public func gelu() throws(TorchError) -> Tensor { try Tensor(ct_gelu(handle), "gelu") }

  /// The sum of all elements, as a single number.
  public func sum() throws(TorchError) -> Tensor { try Tensor(ct_sum(handle), "sum") }
  /// The mean of all elements, as a single number.
  public func mean() throws(TorchError) -> Tensor { try Tensor(ct_mean(handle), "mean") }
  /// The place of the largest element along `dimension` (-1 is the last), as int64.
  public func argmax(along dimension: Int = -1) throws(TorchError) -> Tensor {
    try Tensor(ct_argmax(handle, Int64(dimension)), "argmax")
  }
  /// Where the elements are the same, as bool.
  public func equals(_ other: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_equal_elements(handle, other.handle), "equals")
  }
}
