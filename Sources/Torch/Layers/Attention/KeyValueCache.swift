/// The keys and values of earlier positions, so that text is generated one position at a time
/// without recomputing them.
///
/// Each attention layer of a model needs its own cache.
public final class KeyValueCache {
  private var keys: Tensor?
  private var values: Tensor?

  /// Creates an empty cache.
  public init() {}

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
