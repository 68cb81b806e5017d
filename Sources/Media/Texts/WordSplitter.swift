/// Cuts text into the pieces in which byte pairs are merged, as GPT-2 does.
///
/// A piece is the first of these that fits: an English ending (`'s 't 're 've 'm 'll 'd`); letters,
/// digits, or other characters that are no white space, each with a space before it if there is
/// one; white space, without the last character of it where something follows. It is the regular
/// expression
///
/// ```
/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
/// ```
///
/// Bytes that are not UTF-8 count as other characters. Source: Radford et al., *Language Models are
/// Unsupervised Multitask Learners*, 2019, `encoder.py`.
struct WordSplitter {
  private enum Kind { case letter, number, other, space }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The bytes of the next piece, or nil at the end.
  mutating func next() -> Range<Int>? {
    guard offset < bytes.count else { return nil }
    let start = offset
    offset = endOfPiece(from: start)
    return start..<offset
  }

  private func endOfPiece(from start: Int) -> Int {
    if bytes[start] == UInt8(ascii: "'"), let end = endOfEnding(from: start) { return end }
    let (kind, length) = character(at: start)
    if kind != .space { return endOfRun(of: kind, from: start + length) }
    if bytes[start] == UInt8(ascii: " "), start + 1 < bytes.count {
      let (next, length) = character(at: start + 1)
      if next != .space { return endOfRun(of: next, from: start + 1 + length) }
    }
    // The last white space belongs to what follows, unless it is all there is.
    var (end, last) = (start + length, start)
    while end < bytes.count {
      let (kind, length) = character(at: end)
      if kind != .space { return last > start ? last : end }
      last = end
      end += length
    }
    return end
  }

  private func endOfEnding(from start: Int) -> Int? {
    for ending in ["s", "t", "re", "ve", "m", "ll", "d"] {
      let end = start + 1 + ending.utf8.count
      if end <= bytes.count, bytes[start + 1..<end].elementsEqual(ending.utf8) { return end }
    }
    return nil
  }

  private func endOfRun(of kind: Kind, from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let (next, length) = character(at: end)
      if next != kind { break }
      end += length
    }
    return end
  }

  private func character(at offset: Int) -> (kind: Kind, length: Int) {
    let byte = bytes[offset]
    if byte < 0x80 {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: return (.letter, 1)
      case 0x30...0x39: return (.number, 1)
      // Information separators are no `\s` in Unicode's sense.
      case 0x09...0x0D, 0x20: return (.space, 1)
      default: return (.other, 1)
      }
    }
    var decoder = UTF8()
    var iterator = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return (.other, 1) }
    let length = UTF8.width(scalar)
    if scalar.properties.isWhitespace { return (.space, length) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return (.letter, length)
    case .decimalNumber, .letterNumber, .otherNumber: return (.number, length)
    default: return (.other, length)
    }
  }
}
