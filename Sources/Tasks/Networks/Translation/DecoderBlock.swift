internal import Torch

/// A block that attends to what is written, then to the text:
///
/// ```
/// x ← x + attention(norm(x))
/// x ← x + memoryAttention(norm(x), memory)
/// x ← x + W·gelu(V·norm(x))
/// ```
final class DecoderBlock: Module {
  let firstNorm: LayerNorm
  let attention: MultiHeadAttention
  let memoryNorm: LayerNorm
  let memoryAttention: MultiHeadAttention
  let secondNorm: LayerNorm
  let first: Linear
  let second: Linear
  private let dropout: Dropout

  init(width: Int, heads: Int, dropout: Double) throws {
    (firstNorm, memoryNorm, secondNorm) = (
      try LayerNorm(width), try LayerNorm(width), try LayerNorm(width)
    )
    attention = try MultiHeadAttention(width, heads: heads, causal: true)
    memoryAttention = try MultiHeadAttention(width, heads: heads)
    (first, second) = (try Linear(width, 4 * width), try Linear(4 * width, width))
    self.dropout = Dropout(dropout)
  }

  func callAsFunction(
    _ input: Tensor, cache: KeyValueCache, memory: KeyValueCache, mask: Tensor, for mode: Mode
  ) throws -> Tensor {
    let own = try attention(firstNorm(input, for: mode), mask: nil, cache: cache, for: mode)
    let written = try input + dropout(own, for: mode)
    let read = try memoryAttention(
      memoryNorm(written, for: mode), attendingTo: memory, mask: mask, for: mode)
    let middle = try written + dropout(read, for: mode)
    let wide = try first(secondNorm(middle, for: mode), for: mode)
    return try middle + dropout(second(wide.gelu(), for: mode), for: mode)
  }
}
