/// The precision of a model's forward passes. Weights, summed gradients and the optimizer always
/// use float32.
public enum Precision: String, Codable, Hashable, Sendable, CaseIterable {
  /// Single precision.
  case float32
  /// Matrix products, convolutions and attention in bfloat16, which has the range of float32 and 8
  /// binary digits.
  case bfloat16
}
