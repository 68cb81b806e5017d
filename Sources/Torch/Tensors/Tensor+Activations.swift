internal import CTorch

// Activation functions.
extension Tensor {
  /// max(x, 0).
  public func relu() throws(TorchError) -> Tensor { try Tensor(ct_relu(handle), "relu") }
  /// x if x > 0, and `slope`·x otherwise.
  public func leakyReLU(slope: Double = 0.01) throws(TorchError) -> Tensor {
    try calling("leaky_relu", .number(slope))
  }
  /// x if x > 0, and α·(e^x − 1) otherwise.
  public func elu(alpha: Double = 1) throws(TorchError) -> Tensor {
    try calling("elu", .number(alpha))
  }
  /// 1/(1 + e^−x).
  public func sigmoid() throws(TorchError) -> Tensor { try Tensor(ct_sigmoid(handle), "sigmoid") }
  /// ln(1/(1 + e^−x)).
  public func logSigmoid() throws(TorchError) -> Tensor { try calling("log_sigmoid") }
  /// ln(1 + e^x).
  public func softplus() throws(TorchError) -> Tensor { try calling("softplus") }
  /// x/(1 + e^−x): SiLU, also called Swish.
  public func silu() throws(TorchError) -> Tensor { try calling("silu") }
  /// x·Φ(x), where Φ is the cumulative distribution function of the standard normal distribution.
  ///
  /// - Parameter approximation: whether Φ(x) is approximated by ½·(1 + tanh(√(2/π)·(x +
  ///   0.044715·x³))), as in GPT-2.
  public func gelu(approximation: Bool = false) throws(TorchError) -> Tensor {
    guard approximation else { return try Tensor(ct_gelu(handle), "gelu") }
    return try calling("gelu", labelled: ["approximate": .text("tanh")])
  }
  /// e^x/Σe^x along `dimension` (-1 is the last).
  public func softmax(along dimension: Int = -1) throws(TorchError) -> Tensor {
    try calling("softmax", .integer(dimension))
  }
  /// x − ln Σe^x along `dimension`: the logarithm of ``softmax(along:)``.
  public func logSoftmax(along dimension: Int = -1) throws(TorchError) -> Tensor {
    try calling("log_softmax", .integer(dimension))
  }
}
