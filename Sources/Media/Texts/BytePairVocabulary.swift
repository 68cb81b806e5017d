/// A vocabulary of byte sequences, learned from a text by merging what often stands side by side.
///
/// The first 256 tokens are the bytes, in GPT-2's order (see ``byteOrder``), so that any bytes can
/// be written; each further one is two earlier ones joined. Text is first cut into pieces of words
/// and spaces as `WordSplitter` says, and pairs are merged within a piece only: the pair learned
/// first before the others, from left to right.
///
/// Source: Sennrich, Haddow & Birch, *Neural Machine Translation of Rare Words with Subword Units*,
/// 2016 (<https://arxiv.org/abs/1508.07909>), over bytes as in GPT-2. Merges and tokens are those
/// of Hugging Face's `tokenizers` with `ByteLevel(add_prefix_space=False)`.
package struct BytePairVocabulary: Sendable, Hashable {
  /// Two tokens that are joined.
  package struct Merge: Sendable, Hashable {
    /// The token that comes first.
    package let left: Int32
    /// The token after it.
    package let right: Int32
  }

  /// The byte of each of the first 256 tokens: first those that are printed in Latin-1 (33 to 126,
  /// 161 to 172, 174 to 255), then the others, both in ascending order.
  package static let byteOrder: [UInt8] = {
    let printed = Array(33...126) + Array(161...172) + Array(174...255) as [UInt8]
    return printed + (0...255).filter { !printed.contains($0) }
  }()
  static let tokenOfByte: [Int32] = {
    var tokens = [Int32](repeating: 0, count: 256)
    for (token, byte) in byteOrder.enumerated() { tokens[Int(byte)] = Int32(token) }
    return tokens
  }()

  /// The merges in the order in which they were learned.
  package private(set) var merges: [Merge] = []
  /// The bytes of every token.
  private(set) var tokenBytes: [[UInt8]] = byteOrder.map { [$0] }
  private var tokens: [[UInt8]: Int32] = [:]
  private var ranks: [Merge: (rank: Int, token: Int32)] = [:]

  /// The number of tokens.
  package var count: Int { tokenBytes.count }

  /// The 256 bytes.
  init() {
    for (token, bytes) in tokenBytes.enumerated() { tokens[bytes] = Int32(token) }
  }

  /// Adds a merge and returns its token. Bytes that another merge already gives keep its token.
  mutating func add(_ merge: Merge) -> Int32 {
    let bytes = tokenBytes[Int(merge.left)] + tokenBytes[Int(merge.right)]
    let token = tokens[bytes] ?? Int32(tokenBytes.count)
    if Int(token) == tokenBytes.count {
      tokenBytes.append(bytes)
      tokens[bytes] = token
    }
    ranks[merge] = (merges.count, token)
    merges.append(merge)
    return token
  }

  /// The tokens of a text.
  package func encode(_ text: String) -> [Int32] {
    var text = text
    return text.withUTF8 { encode(bytes: $0) }
  }

  /// The tokens of any bytes; ``decodedBytes(_:)`` gives back the same.
  package func encode(bytes: UnsafeBufferPointer<UInt8>) -> [Int32] {
    // Most pieces of a text occur many times.
    var known: [[UInt8]: [Int32]] = [:]
    var result: [Int32] = []
    var splitter = WordSplitter(bytes)
    while let range = splitter.next() {
      let piece = [UInt8](bytes[range])
      if let tokens = known[piece] {
        result += tokens
      } else {
        let tokens = merged(piece.map { Self.tokenOfByte[Int($0)] })
        known[piece] = tokens
        result += tokens
      }
    }
    return result
  }

  /// The text of tokens. Bytes that are not UTF-8, as where a text is cut within a character,
  /// become U+FFFD.
  ///
  /// - Precondition: every token is in `0..<count`.
  package func decode(_ tokens: [Int32]) -> String {
    String(decoding: decodedBytes(tokens), as: UTF8.self)
  }

  /// The bytes of tokens.
  ///
  /// - Precondition: every token is in `0..<count`.
  package func decodedBytes(_ tokens: [Int32]) -> [UInt8] {
    tokens.flatMap { token in
      precondition(
        tokenBytes.indices.contains(Int(token)),
        "a token must be in 0..<\(count); received \(token)")
      return tokenBytes[Int(token)]
    }
  }

  private func merged(_ symbols: [Int32]) -> [Int32] {
    var symbols = symbols
    while symbols.count > 1 {
      var best: (rank: Int, merge: Merge, token: Int32)?
      for index in 1..<symbols.count {
        let merge = Merge(left: symbols[index - 1], right: symbols[index])
        if let (rank, token) = ranks[merge], rank < best?.rank ?? .max {
          best = (rank, merge, token)
        }
      }
      guard let best else { break }
      symbols = Self.replacing(best.merge, by: best.token, in: symbols)
    }
    return symbols
  }

  /// `symbols` with every pair replaced, from left to right.
  static func replacing(_ merge: Merge, by token: Int32, in symbols: [Int32]) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(symbols.count)
    var index = 0
    while index < symbols.count {
      if index + 1 < symbols.count, symbols[index] == merge.left, symbols[index + 1] == merge.right
      {
        result.append(token)
        index += 2
      } else {
        result.append(symbols[index])
        index += 1
      }
    }
    return result
  }

  package static func == (left: Self, right: Self) -> Bool { left.merges == right.merges }
  package func hash(into hasher: inout Hasher) { hasher.combine(merges) }
}
