internal import CTorch

/// What becomes of the losses of single elements.
public enum Reduction: Int, Hashable, Sendable {
  /// They stay as they are.
  case none
  /// Their mean, weighed where there are weights.
  case mean
  /// Their sum.
  case sum
}

// Losses of predictions against targets, the mean over all elements unless it is said otherwise. Shapes must
// agree: broadcasting would hide a mistake.
extension Tensor {
  /// The mean of −log softmax(self)[class] over the rows.
  ///
  /// - Parameter classes: int64, one per row, each in `0 ..< columns`.
  /// - Throws: `TorchError` for a class outside of that, or when the shapes do not fit.
  public func crossEntropy(with classes: Tensor) throws(TorchError) -> Tensor {
    try Tensor(ct_cross_entropy(handle, classes.handle), "crossEntropy")
  }

  /// The mean of −Σ q·log softmax(self) over the rows, where q is 1 − `smoothing` at the row's class and
  /// `smoothing`/columns are added to every class.
  ///
  /// Source: Szegedy et al., *Rethinking the Inception Architecture*, 2015, section 7, for the smoothing.
  ///
  /// - Parameters:
  ///   - classes: int64, one per row; or numbers of this tensor's shape, which are q itself.
  ///   - weights: one number for each class; the mean is then weighed by them.
  ///   - ignored: a class whose rows do not count, padding say.
  ///   - smoothing: in 0 ... 1.
  /// - Throws: `TorchError` for a class that there is not, or when the shapes do not fit.
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

  /// |self − target|.
  ///
  /// - Throws: `TorchError` when the shapes differ.
  public func absoluteError(
    to target: Tensor, reduction: Reduction = .mean
  ) throws(TorchError) -> Tensor {
    try require(target, "absoluteError")
    return try calling("l1_loss", .tensor(target), .integer(reduction.rawValue))
  }

  /// ½·e² where the error e = self − target is at most `delta` in size, and delta·(|e| − ½·delta) elsewhere.
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

  /// −(target·log σ(x) + (1 − target)·log(1 − σ(x))) for these logits x, without overflow.
  ///
  /// - Parameters:
  ///   - weights: of each element, broadcast.
  ///   - positiveWeights: what the target's part is multiplied by, for rare positives.
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
