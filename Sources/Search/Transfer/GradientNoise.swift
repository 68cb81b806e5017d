internal import RealModule

/// How much the gradients of batches differ from their mean, measured at fixed weights.
///
/// Of n batches of B examples with the gradients gᵢ, with q the mean of ‖gᵢ‖² and Q = ‖mean of gᵢ‖²:
///
/// ```
/// ‖G‖² = (n·Q − q) / (n − 1)
/// S    = B·n·(q − Q) / (n − 1)
/// B_noise = S / ‖G‖²
/// ```
///
/// G is the gradient of all data, and S the sum of the variances of one example's gradient. A batch much
/// smaller than the noise scale B_noise is mostly noise, and of one much larger most examples are
/// redundant. It grows during a training.
///
/// Source: McCandlish et al., *An Empirical Model of Large-Batch Training*, 2018, appendix A.1
/// (<https://arxiv.org/abs/1812.06162>).
public struct GradientNoise: Hashable, Sendable, Encodable {
  /// The number of examples of each batch.
  public let batchSize: Int
  /// The number of batches.
  public let batches: Int
  /// ‖G‖, the norm of the gradient without noise; 0 if it is lost in the noise.
  public let gradientNorm: Double
  /// B_noise, in examples; 0 if all gradients are equal; nil if G is lost in the noise, so that B_noise is
  /// larger than can be measured with these batches.
  public let noiseScale: Double?
  /// About a standard error below and above ``noiseScale``, from leaving out a part of the batches; nil
  /// if without one of the parts G is lost.
  public let noiseRange: ClosedRange<Double>?

  /// The measurement of some batches, in parts.
  ///
  /// - Parameters:
  ///   - batchSize: B.
  ///   - squares: for each part, the squared norms of its batches' gradients.
  ///   - products: the scalar products between the parts' sums of gradients.
  /// - Precondition: at least two batches; as many rows and columns in `products` as parts.
  package init(batchSize: Int, squares: [[Double]], products: [[Double]]) {
    precondition(
      products.count == squares.count && products.allSatisfy { $0.count == squares.count },
      "products must have a row and a column for each of \(squares.count) parts")
    let parts = squares.indices
    func estimate(without left: Int?) -> (signal: Double, noise: Double)? {
      let kept = parts.filter { $0 != left }
      let norms = kept.flatMap { squares[$0] }
      let count = Double(norms.count)
      guard count > 1 else { return nil }
      let mean = norms.reduce(0, +) / count
      let square =
        kept.reduce(0) { sum, row in kept.reduce(sum) { $0 + products[row][$1] } } / (count * count)
      return (
        (count * square - mean) / (count - 1),
        Double(batchSize) * count * (mean - square) / (count - 1)
      )
    }
    guard let (signal, noise) = estimate(without: nil) else {
      preconditionFailure("gradient noise needs at least two batches")
    }
    (self.batchSize, batches) = (batchSize, squares.reduce(0) { $0 + $1.count })
    gradientNorm = max(0, signal).squareRoot()
    let scale = signal > 0 ? max(0, noise) / signal : nil
    noiseScale = scale
    let others = parts.compactMap { estimate(without: $0) }
    guard let scale, scale > 0, others.count == parts.count, others.count > 1,
      others.allSatisfy({ $0.signal > 0 && $0.noise > 0 })
    else {
      noiseRange = nil
      return
    }
    // The jackknife, on logarithms.
    let logs = others.map { Double.log($0.noise / $0.signal) }
    let mean = logs.reduce(0, +) / Double(logs.count)
    let spread = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (spread * Double(logs.count - 1) / Double(logs.count)).squareRoot()
    noiseRange = scale * .exp(-error)...scale * .exp(error)
  }
}
