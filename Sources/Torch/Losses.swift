internal import CTorch

/// How the losses of single elements are combined.
public enum Reduction: Int, Hashable, Sendable {
  /// Not combined: one loss per element.
  case none
  /// Their mean, weighted if there are weights.
  case mean
  /// Their sum.
  case sum
}

// Losses of predictions against targets; the default is the mean over all elements. Shapes must
// agree, since broadcasting would hide a mistake.
extension Tensor {
  /// The mean of −log softmax(self)[class] over the rows.
  ///
  /// - Parameter classes: int64, one per row, each in `0 ..< columns`.
  /// - Throws: `TorchError` for a class outside that range, or when the shapes do not fit.
  public func crossEntropy(with classes: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_cross_entropy(handle, classes.handle), "crossEntropy")
  }

  /// The mean of −Σ q·log softmax(self) over the rows, where q is (1 − `smoothing`)·onehot(class) +
  /// `smoothing`/columns.
  ///
  /// Source of the smoothing: Szegedy et al., *Rethinking the Inception Architecture*, 2015,
  /// section 7.
  ///
  /// - Parameters:
  ///   - classes: int64, one per row; or floating-point probabilities q of this tensor's shape.
  ///   - weights: one weight per class, for a weighted mean.
  ///   - ignored: a class whose rows do not count, such as padding.
  ///   - smoothing: in 0 ... 1.
  /// - Throws: `TorchError` for an unknown class, or when the shapes do not fit.
  public func crossEntropy(
    with classes: Tensor, weights: Tensor? = nil, ignoring ignored: Int? = nil,
    smoothing: Double = 0, reduction: Reduction = .mean
  ) throws(TorchError) -> Tensor {
    try calling(
      "cross_entropy_loss", .tensor(classes), weights.map { .tensor($0) } ?? .none,
      .integer(reduction.rawValue), .integer(ignored ?? .min), .number(smoothing))
  }

  /// The mean of (self − target)² over all elements.
  ///
  /// - Throws: `TorchError` when the shapes differ.
  public func meanSquaredError(to target: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_mean_squared_error(handle, target.handle), "meanSquaredError")
  }

  /// The absolute error |self − target|, the mean over all elements by default.
  ///
  /// - Throws: `TorchError` when the shapes differ.
  public func absoluteError(
    to target: Tensor, reduction: Reduction = .mean
  ) throws(TorchError) -> Tensor {
    try require(target, "absoluteError")
    return try calling("l1_loss", .tensor(target), .integer(reduction.rawValue))
  }

  /// The Huber loss with e = self − target: ½·e² if |e| ≤ `delta`, and delta·(|e| − ½·delta)
  /// otherwise.
  ///
  /// Source: Huber, *Robust Estimation of a Location Parameter*, 1964.
  ///
  /// - Throws: `TorchError` when the shapes differ, or for a `delta` that is not positive.
  public func huberLoss(
    to target: Tensor, delta: Double = 1, reduction: Reduction = .mean
  ) throws(TorchError) -> Tensor {
    try require(target, "huberLoss")
    return try calling(
      "huber_loss", .tensor(target), .integer(reduction.rawValue), .number(delta))
  }

  /// The binary cross-entropy −(target·log σ(x) + (1 − target)·log(1 − σ(x))) for logits x = self,
  /// computed without overflow.
  ///
  /// - Parameters:
  ///   - weights: a weight per element, broadcast.
  ///   - positiveWeights: factors of the target·log σ(x) term, for rare positives.
  /// - Throws: `TorchError` when the shapes differ.
  public func binaryCrossEntropyWithLogits(
    with target: Tensor, weights: Tensor? = nil, positiveWeights: Tensor? = nil,
    reduction: Reduction = .mean
  ) throws(TorchError) -> Tensor {
    try require(target, "binaryCrossEntropy")
    return try calling(
      "binary_cross_entropy_with_logits", .tensor(target), weights.map { .tensor($0) } ?? .none,
      positiveWeights.map { .tensor($0) } ?? .none, .integer(reduction.rawValue))
  }

  private func require(_ target: Tensor, _ operation: String) throws(TorchError) {
    guard shape == target.shape else {
      throw TorchError(
        operation: operation, message: "shapes must agree; received \(shape) and \(target.shape)")
    }
  }
}
