internal import RealModule

/// The running mean of a ramp's losses, and when the package ends the ramp.
///
/// ```
/// fastai           mₖ = 0.98·mₖ₋₁ + 0.02·lossₖ, in float32     m₋₁ = 0     mₖ / (1 − 0.98ᵏ⁺¹)
/// Lightning        mₖ = 0.98·mₖ₋₁ + 0.02·lossₖ                 m₋₁ = 0     mₖ / (1 − 0.98ᵏ⁺²)
/// torch-lr-finder  mₖ = 0.05·lossₖ + 0.95·mₖ₋₁                 m₀ = loss₀  mₖ
/// ```
///
/// for step k, counting from zero. fastai and Lightning end the ramp at the first value above 4 times the
/// lowest one, torch-lr-finder above 5 times. Lightning's exponent is one more than the number of
/// losses, so that its first value is half of the loss.
struct SmoothedLosses {
  private let origin: RangePackage
  private(set) var values: [Double] = []
  private var mean = 0.0
  private var mean32: Float = 0
  private var best = Double.infinity

  init(_ origin: RangePackage) { self.origin = origin }

  /// Records the next batch's loss.
  ///
  /// - Returns: whether the ramp goes on; losses that are not numbers do not end it.
  mutating func append(_ loss: Double) -> Bool {
    let step = values.count
    let goesOn: Bool
    switch origin {
    case .fastai:
      // libtorch's lerp with a weight of at least a half, which rounds once.
      mean32.addProduct(Float(loss) - mean32, 1 - 0.98)
      let value = mean32 / Float(1 - Double.pow(0.98, Double(step + 1)))
      values.append(Double(value))
      if Double(value) < best { best = Double(value) }
      goesOn = !(value > 4 * Float(best))
    case .lightning:
      mean = 0.98 * mean + (1 - 0.98) * loss
      let value = mean / (1 - Double.pow(0.98, Double(step + 2)))
      values.append(value)
      goesOn = step == 0 || !(value > 4 * best)
      if step == 0 || value < best { best = value }
    case .torchLRFinder:
      mean = step == 0 ? loss : 0.05 * loss + (1 - 0.05) * mean
      values.append(mean)
      if step == 0 || mean < best { best = mean }
      goesOn = !(mean > 5 * best)
    }
    return goesOn
  }
}
