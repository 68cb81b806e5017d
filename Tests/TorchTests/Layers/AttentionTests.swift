import Testing
import Torch

@Suite struct AttentionTests {
  @Test(arguments: [false, true])
  func `a place at a time with a cache says what all places say at once`(turned: Bool) throws {
    try Engine.seed(1)
    let rotation = turned ? RotaryPositions(4) : nil
    let layer = try MultiHeadAttention(8, heads: 2, causal: true, rotation: rotation)
    let input = try Tensor.normal([2, 6, 8])
    let whole = try layer(input, for: .evaluation)
    let cache = KeyValueCache()
    var pieces: [Tensor] = []
    for piece in [0..<1, 1..<2, 2..<5, 5..<6] {
      pieces.append(try layer(input[.all, piece], mask: nil, cache: cache, for: .evaluation))
    }
    #expect(cache.count == 6)
    let found = try Tensor.concatenated(pieces, along: 1).floats
    #expect(agree(found, try whole.floats.map(Double.init), within: 1e-6))
  }

  @Test func `a causal mask hides what comes later, and padding beside it`() throws {
    try Engine.seed(2)
    let layer = try MultiHeadAttention(4, heads: 1, causal: true)
    let input = try Tensor.normal([1, 3, 4])
    let changed = try input.copied()
    try changed[0, 2].assign(.zeros([4]))
    let (one, other) = (try layer(input, for: .evaluation), try layer(changed, for: .evaluation))
    #expect(try one[0, ..<2].floats == other[0, ..<2].floats)
    #expect(try one[0, 2].floats != other[0, 2].floats)
    let mask = try Tensor([true, false, true], shape: [1, 1, 1, 3])
    let masked = try layer(input, mask: mask, for: .evaluation)
    let middle = try input.copied()
    try middle[0, 1].assign(.ones([4]))
    let again = try layer(middle, mask: mask, for: .evaluation)
    #expect(try masked[0, 2].floats == again[0, 2].floats)
  }

  @Test(arguments: [Mode.evaluation, .training])
  func `another scale is that of larger queries`(mode: Mode) throws {
    try Engine.seed(5)
    // In training with so little dropout that nothing is dropped.
    let dropout = 1e-12
    let plain = try MultiHeadAttention(8, heads: 2, dropout: dropout)
    let scaled = try MultiHeadAttention(8, heads: 2, dropout: dropout, scale: 0.125)
    try scaled.load(plain.weights)
    // 0.125 is a quarter of 1/√4.
    try Engine.withoutGradients {
      let rows = try plain.input.weight[..<8]
      try rows.assign(try rows * 0.25)
    }
    let input = try Tensor.normal([2, 5, 8]) * 3
    let (one, other) = (try plain(input, for: mode), try scaled(input, for: mode))
    #expect(agree(try one.floats, try other.floats.map(Double.init), within: 1e-5))
    let usual = try MultiHeadAttention(8, heads: 2)
    try usual.load(scaled.weights)
    #expect(
      !agree(try usual(input, for: mode).floats, try other.floats.map(Double.init), within: 1e-3))
  }

  @Test(arguments: [false, true])
  func `keys and values of a memory serve all positions that attend to it`(turned: Bool) throws {
    try Engine.seed(4)
    let layer = try MultiHeadAttention(
      8, heads: 2, rotation: turned ? RotaryPositions(4) : nil)
    let (input, memory) = (try Tensor.normal([2, 3, 8]), try Tensor.normal([2, 5, 8]))
    let mask = try Tensor([1, 1, 1, 1, 1, 1, 1, 0, 0, 0] as [Float], shape: [2, 1, 1, 5]) .!= 0
    let whole = try layer(input, attendingTo: memory, mask: mask, for: .evaluation)
    let known = try layer.keysAndValues(of: memory)
    #expect(known.count == 5)
    let again = try layer(input, attendingTo: known, mask: mask, for: .evaluation)
    #expect(try again.floats == whole.floats)
    // It is not appended to.
    #expect(known.count == 5 && known.keys?.shape == [2, 2, 5, 4])
    // Positions that the mask hides change nothing.
    let other = try Tensor.concatenated([memory[.all, 0..<2], Tensor.normal([2, 3, 8])], along: 1)
    let hidden = try layer(input, attendingTo: other, mask: mask, for: .evaluation)
    #expect(agree(try hidden[1].floats, try whole[1].floats.map(Double.init), within: 1e-6))
    #expect(!agree(try hidden[0].floats, try whole[0].floats.map(Double.init), within: 1e-3))
  }

  @Test func `dropped attention is scaled to the same mean, and follows the seed`() throws {
    try Engine.seed(3)
    let layer = try MultiHeadAttention(4, heads: 2, causal: true, dropout: 0.5)
    let input = try Tensor.normal([4, 5, 4])
    let plain = try layer(input, for: .evaluation)
    func dropped(_ seed: UInt64) throws -> Tensor {
      try Engine.seed(seed)
      return try layer(input, for: .training)
    }
    #expect(try dropped(1).floats == dropped(1).floats)
    // Far more than rounding: without dropout both are equal up to that.
    #expect(try (dropped(1) - dropped(2)).magnitude().max().item() > 0.01)
    let mean =
      try (0..<2000).reduce(Tensor.zeros([4, 5, 4])) { try $0 + dropped(UInt64($1)) } / 2000
    #expect(try (mean - plain).magnitude().max().item() < 0.1)
  }

  @Test func `sizes that do not fit are refused with both shapes`() throws {
    let layer = try MultiHeadAttention(8, heads: 2)
    for shape in [[2, 3, 6], [3, 8], [8], [2, 2, 3, 8], []] {
      let error = #expect(throws: TorchError.self) {
        try layer(Tensor.ones(shape), for: .evaluation)
      }
      #expect(
        error?.description
          == "attention: the input must be batch × positions × 8; received \(shape)")
      #expect(throws: TorchError.self) {
        try layer(Tensor.ones([2, 3, 8]), attendingTo: Tensor.ones(shape), for: .evaluation)
      }
      #expect(throws: TorchError.self) {
        try SinusoidalPositions(8)(Tensor.ones(shape), for: .evaluation)
      }
      #expect(throws: TorchError.self) {
        try LearnedPositions(4, 8)(Tensor.ones(shape), for: .evaluation)
      }
    }
    for shape in [[2, 3, 6], [8], []] {
      #expect(throws: TorchError.self) { try RotaryPositions(8)(Tensor.ones(shape)) }
    }
    #expect(throws: TorchError.self) { try LSTM(4, 3)(Tensor.ones([2, 4]), for: .evaluation) }
    #expect(throws: TorchError.self) {
      try LearnedPositions(2, 4)(Tensor.ones([1, 3, 4]), for: .evaluation)
    }
    #expect(throws: TorchError.self) { try BatchNorm(3)(Tensor.ones([1, 3]), for: .training) }
    #expect(throws: TorchError.self) {
      try Embedding(3, 2)(Tensor([5] as [Int64], shape: [1]), for: .training)
    }
  }

  @Test func `a state carries a recurrent network over the pieces of a sequence`() throws {
    try Engine.seed(4)
    let lstm = try LSTM(3, 5, layers: 2)
    let input = try Tensor.normal([2, 7, 3])
    let whole = try lstm(input, for: .evaluation)
    let (first, state) = try lstm(input[.all, ..<4], after: nil, for: .evaluation)
    let (second, _) = try lstm(input[.all, 4...], after: state.detached(), for: .evaluation)
    let pieces = try Tensor.concatenated([first, second], along: 1)
    #expect(agree(try pieces.floats, try whole.floats.map(Double.init), within: 1e-6))
  }
}
