/// A table of learned vectors, one per index, such as one per word of a vocabulary.
///
/// Int64 indices of any shape become vectors along a new last dimension. The vectors are
/// initialized from the standard normal distribution, as in PyTorch's `nn.Embedding`.
public final class Embedding: Layer {
  /// The table, count×features.
  public let weight: Tensor
  private let padding: Int?

  /// Creates a table of `count` vectors of `features` numbers.
  ///
  /// - Parameter padding: an index whose vector is 0 and is not trained.
  /// - Precondition: positive sizes; `padding` in `0 ..< count`.
  public init(_ count: Int, _ features: Int, padding: Int? = nil) throws(TorchError) {
    precondition(count > 0 && features > 0, "sizes must be positive: \(count), \(features)")
    precondition(padding.map((0..<count).contains) ?? true, "padding must be in 0 ..< \(count)")
    weight = try .normal([count, features])
    self.padding = padding
    if let padding { try weight[padding].assign(.zeros([features])) }
    try weight.requiringGradient()
  }

  /// The vectors at the indices `places`.
  ///
  /// - Throws: `TorchError` for an index outside `0 ..< count`.
  public func callAsFunction(_ indices: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try weight.calling("embedding", .tensor(indices), .integer(padding ?? -1))
  }
}
