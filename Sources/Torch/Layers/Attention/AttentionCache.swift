/// The keys and values of the places that an attention has seen, so that text is written one place at a time
/// without going through the places before again.
///
/// Each attention of a model has one of its own.
public final class AttentionCache {
  private var keys: Tensor?
  private var values: Tensor?

  /// An empty one.
  public init() {}

  /// The number of places in it.
  public var count: Int { keys?.shape[2] ?? 0 }

  /// Takes up the keys and values of the next places, batch×heads×places×features, and answers all.
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
