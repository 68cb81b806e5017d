/// The digits that a model's forward passes are computed with; weights, gradients' sums and the optimizer are
/// in float32 always.
public enum Precision: String, Codable, Hashable, Sendable, CaseIterable {
  /// Single precision.
  case float32
  /// Matrix products, convolutions and attention in bfloat16, which has the range of float32 and 8 bits of its
  /// digits.
  case bfloat16
}
