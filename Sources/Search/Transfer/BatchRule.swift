internal import RealModule

/// How the best rate changes with the batch size.
///
/// | rule | best rate at batch size B | for |
/// | --- | --- | --- |
/// | `linear` | ∝ B | SGD, with batches far below the noise scale |
/// | `squareRoot` | ∝ √B | Adam and its kin, with batches far below the noise scale |
/// | `saturating(N)` | ∝ 1/(1 + N/B) | SGD with the noise scale N: `linear` below it, constant above |
/// | `surging(N)` | ∝ 2/(√(N/B) + √(B/N)) | Adam and its kin: `squareRoot` below N, and falling above |
///
/// N is the noise scale of the gradients in examples: ``GradientNoise/noiseScale``. It grows during a
/// training, so the rules hold for runs of about as many epochs.
///
/// Sources: Goyal et al., *Accurate, Large Minibatch SGD*, 2017, for `linear`
/// (<https://arxiv.org/abs/1706.02677>); Malladi et al., *On the SDEs and Scaling Rules for Adaptive
/// Gradient Algorithms*, 2022, for `squareRoot` (<https://arxiv.org/abs/2205.10287>); McCandlish et al.,
/// *An Empirical Model of Large-Batch Training*, 2018, equation 2.6, for `saturating`
/// (<https://arxiv.org/abs/1812.06162>); Li et al., *Surge Phenomenon in Optimal Learning Rate and Batch
/// Size Scaling*, 2024, for `surging` (<https://arxiv.org/abs/2405.14578>).
public enum BatchRule: Hashable, Sendable {
  /// In proportion to the batch size.
  case linear
  /// With the square root of the batch size.
  case squareRoot
  /// In proportion at first, and constant beyond the noise scale.
  case saturating(noiseScale: Double)
  /// With the square root at first, highest at the noise scale, and falling beyond it.
  case surging(noiseScale: Double)

  /// The factor from the best rate at the batch size `old` to that at `new`.
  ///
  /// - Precondition: positive sizes; a positive noise scale.
  public func factor(from old: Double, to new: Double) -> Double {
    precondition(old > 0 && new > 0, "batch sizes must be positive; received \(old) and \(new)")
    return relativeRate(at: new) / relativeRate(at: old)
  }

  private func relativeRate(at size: Double) -> Double {
    switch self {
    case .linear: return size
    case .squareRoot: return .sqrt(size)
    case .saturating(let scale):
      precondition(scale > 0, "the noise scale must be positive; received \(scale)")
      return 1 / (1 + scale / size)
    case .surging(let scale):
      precondition(scale > 0, "the noise scale must be positive; received \(scale)")
      return 2 / (.sqrt(scale / size) + .sqrt(size / scale))
    }
  }
}
