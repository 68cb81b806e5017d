// Networks that read a text and write another. Their input is a text and its translation, n × 2 × length;
// 0 is padding.
extension PythonClass {
  static let encoderDecoderSource = """
    class CrossAttention(nn.Module):
        def __init__(self, width, heads):
            super().__init__()
            self.heads = heads
            self.input, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)

        def forward(self, x, memory, mask=None, causal=False):
            weights, biases = self.input.weight.chunk(3), self.input.bias.chunk(3)
            q, k, v = (F.linear(t, w, b).unflatten(2, (self.heads, -1)).transpose(1, 2)
                       for t, w, b in zip((x, memory, memory), weights, biases))
            x = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
            return self.output(x.transpose(1, 2).flatten(2))


    class TranslationBlock(nn.Module):
        def __init__(self, width, heads, decodes):
            super().__init__()
            self.firstNorm, self.secondNorm = nn.LayerNorm(width), nn.LayerNorm(width)
            self.attention = CrossAttention(width, heads)
            if decodes:
                self.memoryNorm, self.memoryAttention = nn.LayerNorm(width), CrossAttention(width, heads)
            self.first, self.second = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

        def forward(self, x, mask, memory=None):
            y = self.firstNorm(x)
            if memory is None:
                x = x + self.attention(y, y, mask)
            else:
                x = x + self.attention(y, y, causal=True)
                x = x + self.memoryAttention(self.memoryNorm(x), memory, mask)
            return x + self.second(F.gelu(self.first(self.secondNorm(x))))


    class EncoderDecoder(nn.Module):
        def __init__(self, vocabulary, width, heads, layers):
            super().__init__()
            self.embedding = nn.Embedding(vocabulary, width)
            self.encoder = nn.ModuleList(TranslationBlock(width, heads, False) for _ in range(layers))
            self.decoder = nn.ModuleList(TranslationBlock(width, heads, True) for _ in range(layers))
            self.encoderNorm, self.decoderNorm = nn.LayerNorm(width), nn.LayerNorm(width)

        def embed(self, tokens):
            width = self.embedding.embedding_dim
            places = torch.arange(tokens.shape[1], dtype=torch.float64)[:, None]
            angles = places / 10000 ** (torch.arange(0, width, 2, dtype=torch.float64) / width)
            waves = torch.stack([angles.sin(), angles.cos()], 2).flatten(1)
            vectors = self.embedding(tokens)
            return vectors * width ** 0.5 + waves.to(vectors)

        def forward(self, pairs):
            source, target = pairs.long().unbind(1)
            mask = (source != 0)[:, None, None, :]
            memory = self.embed(source)
            for block in self.encoder:
                memory = block(memory, mask)
            memory, x = self.encoderNorm(memory), self.embed(target)
            for block in self.decoder:
                x = block(x, mask, memory)
            return F.linear(self.decoderNorm(x), self.embedding.weight)
    """

  static let attentiveGRUSource = """
    class AttentiveGRU(nn.Module):
        def __init__(self, vocabulary, width, layers):
            super().__init__()
            self.layers = layers
            self.embedding = nn.Embedding(vocabulary, width)
            self.forwardNetwork = nn.GRU(width, width // 2, layers, batch_first=True)
            self.backwardNetwork = nn.GRU(width, width // 2, layers, batch_first=True)
            self.decoderNetwork = nn.GRU(width, width, layers, batch_first=True)
            self.start = nn.Linear(width, layers * width)
            self.score = nn.Linear(width, width, bias=False)
            self.mixture = nn.Linear(2 * width, width, bias=False)

        def embed(self, tokens):
            return self.embedding(tokens) * self.embedding.embedding_dim ** 0.5

        def forward(self, pairs):
            source, target = pairs.long().unbind(1)
            lengths = (source != 0).sum(1, keepdim=True)
            places = torch.arange(source.shape[1], device=source.device).expand_as(source)
            back = torch.where(places < lengths, lengths - 1 - places, places)
            ahead, _ = self.forwardNetwork(self.embed(source))
            behind, _ = self.backwardNetwork(self.embed(source.gather(1, back)))
            rows, last = torch.arange(len(source), device=source.device), (lengths[:, 0] - 1).clamp(min=0)
            end = torch.cat([ahead[rows, last], behind[rows, last]], 1)
            memory = torch.cat([ahead, behind.gather(1, back[:, :, None].expand_as(behind))], 2)
            hidden = torch.tanh(self.start(end)).unflatten(1, (self.layers, -1)).transpose(0, 1).contiguous()
            states, _ = self.decoderNetwork(self.embed(target), hidden)
            scores = self.score(states) @ memory.transpose(1, 2)
            weights = scores.masked_fill((source == 0)[:, None, :], -torch.inf).softmax(2)
            mixed = torch.tanh(self.mixture(torch.cat([weights @ memory, states], 2)))
            return F.linear(mixed, self.embedding.weight)
    """
}
