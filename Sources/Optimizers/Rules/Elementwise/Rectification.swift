/// RAdam's estimate of how reliable the mean of squares is at one step.
///
/// ```
/// ρ∞ = 2/(1 − β₂) − 1
/// ρ  = ρ∞ − 2·t·β₂ᵗ/(1 − β₂ᵗ)
/// r  = √((ρ − 4)·(ρ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρ))
/// ```
///
/// Source: Liu et al., *On the Variance of the Adaptive Learning Rate and Beyond*, 2020, section 4
/// (<https://arxiv.org/abs/1908.03265>).
struct Rectification {
  /// ρ: the length of the mean of squares, in gradients.
  let length: Double
  /// r, in 0 ..< 1.
  ///
  /// - Precondition: ``length`` is above 4.
  var factor: Double {
    let numerator = (length - 4) * (length - 2) * longest
    return (numerator / ((longest - 4) * (longest - 2) * length)).squareRoot()
  }
  private let longest: Double

  /// At the step of this count, from 1.
  init(beta2: Double, count: Int) {
    let faded = power(beta2, count)
    longest = 2 / (1 - beta2) - 1
    length = longest - 2 * Double(count) * faded / (1 - faded)
  }
}
