// A small transformer that learns a text character by character and continues it. Usage:
//   swift run -c release TransformerText book.txt
import Anneal
import Foundation

let rhyme = """
  The sun did not shine, it was too wet to play, so we sat in the house all that cold, cold, wet day. \
  The north wind did blow, and we shall have snow, and what will the robin do then, poor thing?
  """
let text =
  try CommandLine.arguments.dropFirst().first.map {
    try String(contentsOfFile: $0, encoding: .utf8)
  }
  ?? String(repeating: rhyme, count: 40)
let alphabet = Set(text).sorted()
let codes = Dictionary(uniqueKeysWithValues: zip(alphabet, 0...).map { ($0, Int64($1)) })
let tokens = text.map { codes[$0]! }

/// A pre-norm transformer block: attention and a small network, each with a residual connection.
final class Block: Layer {
  let attentionNorm: LayerNorm
  let attention: MultiHeadAttention
  let network: Residual

  init(_ width: Int, heads: Int) throws {
    attentionNorm = try LayerNorm(width)
    attention = try MultiHeadAttention(width, heads: heads, causal: true)
    network = Residual(
      try LayerNorm(width), try Linear(width, 4 * width), GELU(), try Linear(4 * width, width))
  }

  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    try self(input, cache: nil, for: mode)
  }

  func callAsFunction(_ input: Tensor, cache: KeyValueCache?, for mode: Mode) throws -> Tensor {
    let seen = try attention(attentionNorm(input, for: mode), mask: nil, cache: cache, for: mode)
    return try network(input + seen, for: mode)
  }
}

final class Writer: Model {
  let embedding: Embedding
  let positions: LearnedPositions
  let blocks: [Block]
  let norm: LayerNorm
  let head: Linear

  init(characters: Int, places: Int, width: Int = 64) throws {
    embedding = try Embedding(characters, width)
    positions = try LearnedPositions(places, width)
    blocks = try (0..<2).map { _ in try Block(width, heads: 4) }
    (norm, head) = (try LayerNorm(width), try Linear(width, characters))
  }

  func callAsFunction(
    _ tokens: Tensor, caches: [KeyValueCache]? = nil, for mode: Mode
  ) throws -> Tensor {
    var hidden = try positions(embedding(tokens, for: mode), from: caches?[0].count ?? 0)
    for (place, block) in blocks.enumerated() {
      hidden = try block(hidden, cache: caches?[place], for: mode)
    }
    return try head(norm(hidden, for: mode), for: mode)
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    let logits = try self(batch.input, for: mode).flattened(from: 0, to: 1)
    return Outcome(loss: try logits.crossEntropy(with: batch.target.flattened()))
  }

  /// `start`, continued to `places` characters that are sampled from the model.
  func text(after start: String, places: Int) throws -> String {
    let caches = blocks.map { _ in KeyValueCache() }
    var written = start
    var next = start.map { codes[$0]! }
    while written.count < places {
      let logits = try Engine.withoutGradients {
        try self(Tensor(next, shape: [1, next.count]), caches: caches, for: .evaluation)
      }
      let drawn = try (logits[0, -1] / 0.5).softmax().multinomial(1).item()
      written.append(alphabet[Int(drawn)])
      next = [Int64(drawn)]
    }
    return written
  }
}

let places = 64
let cut = tokens.count * 9 / 10
func windows(_ range: Range<Int>) throws -> WindowDataset {
  try WindowDataset(Tensor(Array(tokens[range]), shape: [range.count]), length: places)
}
try Engine.seed(1)
let model = try Writer(characters: alphabet.count, places: places)
print("\(tokens.count) characters of \(alphabet.count) kinds, \(model.parameterCount) parameters")
let training = try Trainer(
  model: model, optimizer: .adamw(weightDecay: 0.1),
  plan: Plan("cosine(from: 3e-3, to: 0).warmup(5%)"),
  length: .steps(300), batchSize: 16, gradientClipping: .norm(1), validateEvery: .steps(100)
).fit(windows(0..<cut), validation: windows(cut..<tokens.count))
while let event = try training.next() {
  if case .validation(let step, let evaluation) = event {
    print("after \(step) updates: \(evaluation.loss) nats a character")
  }
}
print(try model.text(after: String(text.prefix(8)), places: places))
