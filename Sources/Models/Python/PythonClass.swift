/// A class that an exported Python file holds if its network needs it.
enum PythonClass: CaseIterable {
  case globalAverage, residual, categories, factors, bag, recurrent, transformer, encoderDecoder,
    attentiveGRU

  /// The class.
  var source: String {
    switch self {
    case .globalAverage:
      """
      class GlobalAverage(nn.Module):
          def forward(self, x):
              return x.mean((2, 3))
      """
    case .residual:
      """
      class Residual(nn.Module):
          def __init__(self, body, shortcut=None):
              super().__init__()
              self.body, self.shortcut = body, shortcut

          def forward(self, x):
              return (x if self.shortcut is None else self.shortcut(x)) + self.body(x)
      """
    case .categories:
      """
      class Categories(nn.Module):
          def __init__(self, numbers, sizes, widths):
              super().__init__()
              self.numbers = numbers
              self.tables = nn.ModuleList(nn.Embedding(s, w) for s, w in zip(sizes, widths))

          def forward(self, x):
              codes = x[:, self.numbers:].long()
              return torch.cat([x[:, :self.numbers]] + [table(codes[:, i]) for i, table in enumerate(self.tables)], 1)
      """
    case .factors:
      """
      class Factors(nn.Module):
          def __init__(self, numbers, sizes, width):
              super().__init__()
              self.numbers = numbers
              self.bias = nn.Parameter(torch.zeros(1))
              self.weight = nn.Parameter(torch.zeros(numbers, 1)) if numbers > 0 else None
              self.biases = nn.ModuleList(nn.Embedding(size, 1) for size in sizes)
              self.factors = nn.ModuleList(nn.Embedding(size, width) for size in sizes)

          def forward(self, x):
              codes = x[:, self.numbers:].long()
              result = self.bias.expand(len(x), 1)
              if self.weight is not None:
                  result = result + x[:, :self.numbers] @ self.weight
              vectors = [table(codes[:, i]) for i, table in enumerate(self.factors)]
              for i, table in enumerate(self.biases):
                  result = result + table(codes[:, i])
                  for other in vectors[:i]:
                      result = result + (vectors[i] * other).sum(1, keepdim=True)
              return result
      """
    case .bag:
      """
      class Bag(nn.Module):
          def __init__(self, vocabulary, width):
              super().__init__()
              self.embedding = nn.Embedding(vocabulary, width, padding_idx=0)

          def forward(self, tokens):
              tokens = tokens.long()
              count = (tokens != 0).sum(1, keepdim=True).clamp(min=1)
              return self.embedding(tokens).sum(1) / count
      """
    case .recurrent:
      """
      class Recurrent(nn.Module):
          def __init__(self, kind, vocabulary, width, layers, dropout, pooled):
              super().__init__()
              self.pooled = pooled
              self.embedding = nn.Embedding(vocabulary, width)
              self.network = kind(width, width, layers, batch_first=True, dropout=dropout if layers > 1 else 0)

          def forward(self, tokens):
              tokens = tokens.long()
              states, _ = self.network(self.embedding(tokens))
              if not self.pooled:
                  return states
              last = ((tokens != 0).sum(1) - 1).clamp(min=0)
              return states[torch.arange(len(tokens)), last]
      """
    case .transformer:
      """
      class Attention(nn.Module):
          def __init__(self, width, heads, causal, scale):
              super().__init__()
              self.heads, self.causal, self.scale = heads, causal, scale
              self.input, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)

          def forward(self, x, mask):
              n, length, width = x.shape
              q, k, v = (p.reshape(n, length, self.heads, -1).transpose(1, 2) for p in self.input(x).chunk(3, -1))
              x = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=self.causal, scale=self.scale)
              return self.output(x.transpose(1, 2).flatten(2))


      class Block(nn.Module):
          def __init__(self, width, heads, causal, scale):
              super().__init__()
              self.firstNorm, self.secondNorm = nn.LayerNorm(width), nn.LayerNorm(width)
              self.attention = Attention(width, heads, causal, scale)
              self.first, self.second = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

          def forward(self, x, mask):
              x = x + self.attention(self.firstNorm(x), mask)
              return x + self.second(F.gelu(self.first(self.secondNorm(x))))


      class Transformer(nn.Module):
          def __init__(self, vocabulary, length, width, heads, layers, dropout, pooled, scale=None):
              super().__init__()
              self.pooled = pooled
              self.embedding, self.positions = nn.Embedding(vocabulary, width), nn.Embedding(length, width)
              self.blocks = nn.ModuleList(Block(width, heads, not pooled, scale) for _ in range(layers))
              self.norm = nn.LayerNorm(width)

          def forward(self, tokens):
              tokens = tokens.long()
              x = self.embedding(tokens) + self.positions.weight[:tokens.shape[1]]
              # A text without tokens attends to its padding; its mean is that of nothing.
              seen = (tokens != 0) | ((tokens != 0).sum(1, keepdim=True) == 0)
              mask = seen[:, None, None, :] if self.pooled else None
              for block in self.blocks:
                  x = block(x, mask)
              x = self.norm(x)
              if not self.pooled:
                  return x
              weights = seen.to(x.dtype)[:, :, None]
              return (x * weights).sum(1) / weights.sum(1)
      """
    case .encoderDecoder: Self.encoderDecoderSource
    case .attentiveGRU: Self.attentiveGRUSource
    }
  }
}
