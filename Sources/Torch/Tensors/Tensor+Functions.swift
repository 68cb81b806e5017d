internal import CTorch

// Elementwise functions.
extension Tensor {
  /// |x|.
  public func magnitude() throws(TorchError) -> Tensor { try calling("abs") }
  /// −1, 0 or 1; 0 for NaN.
  public func sign() throws(TorchError) -> Tensor { try calling("sign") }
  /// 1/x.
  public func reciprocal() throws(TorchError) -> Tensor { try calling("reciprocal") }
  /// x².
  public func squared() throws(TorchError) -> Tensor { try calling("square") }
  /// √x.
  public func squareRoot() throws(TorchError) -> Tensor {
    try Tensor(ct_square_root(handle), "squareRoot")
  }
  /// 1/√x.
  public func reciprocalSquareRoot() throws(TorchError) -> Tensor { try calling("rsqrt") }

  /// e^x.
  public func exp() throws(TorchError) -> Tensor { try calling("exp") }
  /// e^x − 1, exact near 0.
  public func expMinusOne() throws(TorchError) -> Tensor { try calling("expm1") }
  /// The natural logarithm.
  public func log() throws(TorchError) -> Tensor { try calling("log") }
  /// ln(1 + x), exact near 0.
  public func logOfOnePlus() throws(TorchError) -> Tensor { try calling("log1p") }
  /// The logarithm to the base 2.
  public func log2() throws(TorchError) -> Tensor { try calling("log2") }
  /// The logarithm to the base 10.
  public func log10() throws(TorchError) -> Tensor { try calling("log10") }

  /// The sine.
  public func sin() throws(TorchError) -> Tensor { try calling("sin") }
  /// The cosine.
  public func cos() throws(TorchError) -> Tensor { try calling("cos") }
  /// The tangent.
  public func tan() throws(TorchError) -> Tensor { try calling("tan") }
  /// The inverse sine.
  public func asin() throws(TorchError) -> Tensor { try calling("asin") }
  /// The inverse cosine.
  public func acos() throws(TorchError) -> Tensor { try calling("acos") }
  /// The inverse tangent.
  public func atan() throws(TorchError) -> Tensor { try calling("atan") }
  /// The hyperbolic sine.
  public func sinh() throws(TorchError) -> Tensor { try calling("sinh") }
  /// The hyperbolic cosine.
  public func cosh() throws(TorchError) -> Tensor { try calling("cosh") }
  /// The hyperbolic tangent.
  public func tanh() throws(TorchError) -> Tensor { try Tensor(ct_tanh(handle), "tanh") }
  /// The error function, (2/√π)·∫₀ˣ e^−t² dt.
  public func erf() throws(TorchError) -> Tensor { try calling("erf") }

  /// The largest integer not above x.
  public func floor() throws(TorchError) -> Tensor { try calling("floor") }
  /// The smallest integer not below x.
  public func ceil() throws(TorchError) -> Tensor { try calling("ceil") }
  /// The nearest integer; ties go to the even one.
  public func rounded() throws(TorchError) -> Tensor { try calling("round") }
  /// x rounded toward 0.
  public func truncated() throws(TorchError) -> Tensor { try calling("trunc") }

  /// max(x, `least`); NaN stays.
  public func atLeast(_ least: Double) throws(TorchError) -> Tensor {
    try calling("clamp_min", scalar(least))
  }
  /// min(x, `most`); NaN stays.
  public func atMost(_ most: Double) throws(TorchError) -> Tensor {
    try calling("clamp_max", scalar(most))
  }
  /// The nearest number in `range`; NaN stays.
  public func clamped(to range: ClosedRange<Double>) throws(TorchError) -> Tensor {
    try calling("clamp", scalar(range.lowerBound), scalar(range.upperBound))
  }
}
