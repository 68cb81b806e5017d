internal import CTorch

extension Tensor {
  /// The mean of −log softmax(self)[class] over the rows.
  ///
  /// - Parameter classes: int64, one per row, each in `0 ..< columns`.
  /// - Throws: `TorchError` for a class outside of that, or when the shapes do not fit.
  public func crossEntropy(with classes: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_cross_entropy(handle, classes.handle), "crossEntropy")
  }

  /// The mean of (self − target)² over all elements.
  ///
  /// - Throws: `TorchError` when the shapes differ; broadcasting would hide a mistake.
  public func meanSquaredError(to target: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_mean_squared_error(handle, target.handle), "meanSquaredError")
  }
}
