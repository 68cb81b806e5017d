/// A number in a line of text, with the words before it: `test loss` and 0.3 of `test loss: 0.3`.
package struct TextPair {
  /// The word before the number.
  package let name: String
  /// The words before the name, from the last number, comma or bar on; at most six.
  package let context: [String]
  /// The number.
  package let value: Double
  /// The number behind a slash, as 10 in `epoch 3/10`.
  package let total: Double?
  /// The number as it is written.
  let text: NumberText

  /// The pairs in a line; none if it is longer than a line of a log.
  package static func pairs(in line: some Collection<UInt8>) -> [TextPair] {
    Array(line).withUnsafeBufferPointer { pairs(in: $0) }
  }

  static func pairs(in line: UnsafeBufferPointer<UInt8>) -> [TextPair] {
    guard line.count <= 4000 else { return [] }
    var scanner = TextPairScanner(line: line)
    return scanner.pairs()
  }
}

/// Finds the pairs of a line from left to right.
private struct TextPairScanner {
  let line: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var name: [UInt8] = []
  private var context: [[UInt8]] = []
  private var found: [TextPair] = []
  /// Where the last number ended: a word that begins there is its unit.
  private var numberEnd = -1

  /// What Python prints around a number: `tensor(0.3, grad_fn=…)`.
  private static let wrappers: Set<String> = [
    "tensor", "array", "float", "np.float16", "np.float32", "np.float64", "Array",
  ]

  init(line: UnsafeBufferPointer<UInt8>) { self.line = line }

  mutating func pairs() -> [TextPair] {
    while position < line.count {
      let byte = line[position]
      if Self.isLetter(byte) {
        readWord()
      } else if Self.isDigit(byte)
        || ((byte == 45 || byte == 43 || byte == 46) && position + 1 < line.count
          && Self.isDigit(line[position + 1]))
      {
        readNumber()
      } else {
        if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ",") { forget() }
        position += 1
      }
    }
    return found
  }

  private mutating func forget() { (name, context) = ([], []) }

  private mutating func readWord() {
    let start = position
    while position < line.count,
      Self.isLetter(line[position]) || Self.isDigit(line[position])
        || "_/.-".utf8.contains(line[position])
    {
      position += 1
    }
    var end = position
    while end > start, "_/.-".utf8.contains(line[end - 1]) { end -= 1 }
    if start == numberEnd { return forget() }
    let isSigned = start > 0 && (line[start - 1] == 45 || line[start - 1] == 43)
    let special = NumberText(
      UnsafeBufferPointer(rebasing: line[(isSigned ? start - 1 : start)..<end]))
    if !name.isEmpty, special.value != nil { return add(special) }
    let word = Array(line[start..<end])
    if position < line.count, line[position] == UInt8(ascii: "("),
      Self.wrappers.contains(String(decoding: word, as: UTF8.self))
    {
      return
    }
    if !name.isEmpty { context.append(name) }
    name = word
  }

  private mutating func readNumber() {
    let start = position
    position += 1
    while position < line.count,
      Self.isDigit(line[position]) || line[position] == 46 || isExponent(position)
    {
      position += 1
    }
    numberEnd = position
    let text = NumberText(UnsafeBufferPointer(rebasing: line[start..<position]))
    guard !name.isEmpty, text.value != nil else { return forget() }
    add(text)
  }

  private mutating func add(_ text: NumberText) {
    found.append(
      TextPair(
        name: String(decoding: name, as: UTF8.self),
        context: context.suffix(6).map { String(decoding: $0, as: UTF8.self) },
        value: text.value ?? .nan, total: total(), text: text))
    forget()
  }

  /// The whole number behind a slash here.
  private func total() -> Double? {
    guard position + 1 < line.count, line[position] == UInt8(ascii: "/") else { return nil }
    let digits = line[(position + 1)...].prefix { Self.isDigit($0) }
    return NumberText(digits).value
  }

  private func isExponent(_ position: Int) -> Bool {
    let next = position + 1 < line.count ? line[position + 1] : 0
    if line[position] | 32 == 101 {
      return Self.isDigit(next)
        || ((next == 45 || next == 43) && position + 2 < line.count
          && Self.isDigit(line[position + 2]))
    }
    return (line[position] == 45 || line[position] == 43) && line[position - 1] | 32 == 101
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
