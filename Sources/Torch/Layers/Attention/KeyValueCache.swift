/// The keys and values of earlier positions, so that text is generated one position at a time
/// without recomputing them.
///
/// Each attention layer of a model needs its own cache.
public final class KeyValueCache {
  /// The keys, of shape batch×heads×positions×features; nil before the first position.
  public private(set) var keys: Tensor?
  /// The values, of the same shape.
  public private(set) var values: Tensor?

  /// Creates an empty cache.
  public init() {}

  /// Creates a cache that goes on from the keys and values of another one, of shape
  /// batch×heads×positions×features.
  ///
  /// - Precondition: both have the same shape of four dimensions.
  public init(keys: Tensor, values: Tensor) {
    precondition(
      keys.rank == 4 && keys.shape == values.shape,
      "keys and values must have one shape of four dimensions; received \(keys.shape) and "
        + "\(values.shape)")
    (self.keys, self.values) = (keys, values)
  }

  /// The number of cached positions.
  public var count: Int { keys?.shape[2] ?? 0 }

  /// Appends the keys and values of the next positions, batch×heads×positions×features, and returns
  /// all of them.
  func append(_ keys: Tensor, _ values: Tensor) throws(TorchError) -> (Tensor, Tensor) {
    let all = (
      try self.keys.map { seen throws(TorchError) in try .concatenated([seen, keys], along: 2) }
        ?? keys,
      try self.values.map { seen throws(TorchError) in
        try .concatenated([seen, values], along: 2)
      } ?? values
    )
    (self.keys, self.values) = all
    return all
  }
}
