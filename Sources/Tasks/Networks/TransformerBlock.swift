internal import Torch

/// A block of a transformer, with normalization before each part:
///
/// ```
/// x ← x + attention(norm(x))
/// x ← x + W·gelu(V·norm(x))
/// ```
final class TransformerBlock: Module {
  let firstNorm: LayerNorm
  let attention: MultiHeadAttention
  let secondNorm: LayerNorm
  let first: Linear
  let second: Linear
  private let dropout: Dropout

  init(width: Int, heads: Int, causal: Bool, dropout: Double, scale: Double? = nil) throws {
    (firstNorm, secondNorm) = (try LayerNorm(width), try LayerNorm(width))
    attention = try MultiHeadAttention(width, heads: heads, causal: causal, scale: scale)
    (first, second) = (try Linear(width, 4 * width), try Linear(4 * width, width))
    self.dropout = Dropout(dropout)
  }

  func callAsFunction(
    _ input: Tensor, mask: Tensor?, cache: KeyValueCache? = nil, for mode: Mode
  ) throws -> Tensor {
    let mixed = try attention(firstNorm(input, for: mode), mask: mask, cache: cache, for: mode)
    let middle = try input + dropout(mixed, for: mode)
    let wide = try first(secondNorm(middle, for: mode), for: mode)
    return try middle + dropout(second(wide.gelu(), for: mode), for: mode)
  }
}
