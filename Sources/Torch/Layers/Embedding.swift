/// A vector for each of a known number of things, such as the words of a vocabulary.
///
/// Places of int64 of any shape become vectors, along a new last dimension. The vectors start from a normal
/// distribution with deviation 1, as PyTorch's `nn.Embedding` does.
public final class Embedding: Layer {
  /// The vectors, count×features.
  public let weight: Tensor
  private let padding: Int?

  /// A table of `count` vectors of `features` numbers.
  ///
  /// - Parameter padding: a place whose vector is 0 and stays so.
  /// - Precondition: positive sizes, and a padding in `0 ..< count`.
  public init(_ count: Int, _ features: Int, padding: Int? = nil) throws(TorchError) {
    precondition(count > 0 && features > 0, "sizes must be positive: \(count), \(features)")
    precondition(padding.map((0..<count).contains) ?? true, "padding must be in 0 ..< \(count)")
    weight = try .normal([count, features])
    self.padding = padding
    if let padding { try weight[padding].assign(.zeros([features])) }
    try weight.requiringGradient()
  }

  /// The vectors of `places`.
  ///
  /// - Throws: `TorchError` for a place that there is not.
  public func callAsFunction(_ places: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try weight.calling("embedding", .tensor(places), .integer(padding ?? -1))
  }
}
