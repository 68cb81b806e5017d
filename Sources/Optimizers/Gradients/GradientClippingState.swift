internal import Notation

/// The history of norms that ``GradientClipping/zclip(alpha:threshold:warmup:)`` uses. The other
/// kinds do not change it.
public struct GradientClippingState: Hashable, Sendable {
  /// The number of norms taken in the warm-up.
  public private(set) var count = 0
  /// μ.
  public private(set) var mean = 0.0
  /// σ².
  public private(set) var variance = 0.0

  /// The state before the first step.
  public init() {}

  /// Takes a finite norm, and returns the factor for its gradients.
  mutating func factor(_ norm: Double, alpha: Double, threshold: Double, warmup: Int) -> Double {
    if count < warmup {
      // The running mean and variance of all norms so far.
      count += 1
      let distance = norm - mean
      mean += distance / Double(count)
      variance += (distance * (norm - mean) - variance) / Double(count)
      return 1
    }
    let spread = variance.squareRoot()
    let z = (norm - mean) / (spread + 1e-6)
    let clipped = z > threshold ? mean + threshold * threshold * spread / z : norm
    mean = alpha * mean + (1 - alpha) * clipped
    variance = alpha * variance + (1 - alpha) * (clipped - mean) * (clipped - mean)
    return clipped < norm ? clipped / norm : 1
  }
}

extension GradientClippingState: Codable {
  private enum CodingKeys: CodingKey { case count, mean, variance }

  /// Reads a state from a checkpoint.
  ///
  /// - Throws: ``OptimizerError`` when the numbers cannot come from norms.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    count = try values.decode(Int.self, forKey: .count)
    mean = try values.decode(Double.self, forKey: .mean)
    variance = try values.decode(Double.self, forKey: .variance)
    if let fault = OptimizerError.check("count", Double(count), .notNegativeFinite)
      ?? .check("mean", mean, .notNegativeFinite)
      ?? .check("variance", variance, .notNegativeFinite)
    {
      throw fault
    }
  }
}
