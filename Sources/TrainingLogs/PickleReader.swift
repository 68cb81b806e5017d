/// Reads a Python pickle without running anything in it.
///
/// Numbers, texts, lists, tuples, sets and dictionaries are read; of what a pickle would call,
/// tensors, their storages, NumPy's numbers and Python's own dictionaries. Anything else ends the
/// reading with an error that names it. Values lie in one array and point to each other by index,
/// so depth costs nothing.
struct PickleReader {
  /// A value; others are meant by their position among all.
  enum Node {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case bytes([UInt8])
    case list([Int])
    case dictionary([Int])
    case name(String)
    case storage(type: String, key: String)
    case tensor(storage: Int, offset: Int, count: Int)
    case numberType(String)
    case mark

    /// How many values a copy holds.
    var size: Int {
      switch self {
      case .list(let items), .dictionary(let items): items.count
      case .bytes(let bytes): bytes.count
      default: 0
      }
    }
  }

  /// Why a pickle is not read.
  struct Refusal: Error {
    let received: String
    init(_ received: String) { self.received = received }
  }

  private let bytes: [UInt8]
  private(set) var position: Int
  private(set) var nodes: [Node] = []
  private var stack: [Int] = []
  private var marks: [Int] = []
  private var memo: [Int: Int] = [:]
  /// How many values calls have copied: a short pickle may ask for a long list again and again.
  private var copied = 0

  private static let mostNodes = 1_000_000

  /// Reads one pickle of `bytes`, from `position` on; ``position`` is then behind it.
  init(_ bytes: [UInt8], from position: Int = 0) throws {
    (self.bytes, self.position) = (bytes, position)
    while try step() {}
  }

  /// The value as a document; `tensor` gives the number of a tensor that holds one.
  func document(tensor: (_ type: String, _ key: String, _ offset: Int) -> Double?) throws
    -> LogDocument
  {
    guard let last = stack.last else { throw Refusal("a pickle without a value") }
    var budget = Self.mostNodes
    return try document(last, 0, &budget, tensor)
  }

  private func document(
    _ index: Int, _ depth: Int, _ budget: inout Int, _ tensor: (String, String, Int) -> Double?
  ) throws -> LogDocument {
    budget -= 1
    guard budget > 0, depth < 100 else { throw Refusal("values that hold each other too deep") }
    func inner(_ index: Int) throws -> LogDocument {
      try document(index, depth + 1, &budget, tensor)
    }
    switch nodes[index] {
    case .null, .mark: return .null
    case .flag(let value): return .flag(value)
    case .number(let value): return .number(value)
    case .text(let text): return .text(text)
    case .bytes(let bytes): return .text("\(bytes.count) bytes")
    case .list(let items): return .array(try items.map(inner))
    case .dictionary(let items):
      var members: [LogDocument.Member] = []
      for position in stride(from: 0, to: items.count - 1, by: 2) {
        let key =
          switch nodes[items[position]] {
          case .text(let text): text
          case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
          default: "\(position / 2)"
          }
        members.append(LogDocument.Member(key, try inner(items[position + 1])))
      }
      return .object(members)
    case .name(let name): return .text(name)
    case .numberType(let name): return .text(name)
    case .storage: return .null
    case .tensor(let storage, let offset, let count):
      guard count == 1, case .storage(let type, let key) = nodes[storage] else {
        return .text("a tensor of \(count)")
      }
      return tensor(type, key, offset).map { .number($0) } ?? .null
    }
  }
}

extension PickleReader {
  private func need(_ count: Int) throws {
    guard count >= 0, count <= bytes.count - position else {
      throw Refusal("a pickle that is cut off at byte \(position)")
    }
  }

  private mutating func byte() throws -> UInt8 {
    try need(1)
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func integer(_ count: Int) throws -> UInt64 {
    try need(count)
    defer { position += count }
    return bytes[position..<position + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func slice(_ count: UInt64) throws -> ArraySlice<UInt8> {
    guard let count = Int(exactly: count) else {
      throw Refusal("a length of \(count) at byte \(position)")
    }
    try need(count)
    defer { position += count }
    return bytes[position..<position + count]
  }

  private mutating func line() throws -> String {
    guard let end = bytes[position...].firstIndex(of: 10) else {
      throw Refusal("a pickle that is cut off at byte \(position)")
    }
    defer { position = end + 1 }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  private mutating func push(_ node: Node) throws {
    try limit(nodes.count)
    stack.append(nodes.count)
    nodes.append(node)
  }

  private mutating func pop() throws -> Int {
    guard let last = stack.popLast(), marks.last.map({ stack.count >= $0 }) ?? true else {
      throw Refusal("a pickle that takes more than it holds")
    }
    return last
  }

  /// The value on top, taken away; the same for other files.
  mutating func taken() throws -> Int { try pop() }

  /// The value on top.
  var top: Node? { stack.last.map { nodes[$0] } }

  /// A new value on top.
  mutating func place(_ node: Node) throws { try push(node) }

  private mutating func popMarked() throws -> [Int] {
    guard let mark = marks.popLast(), mark <= stack.count else {
      throw Refusal("a pickle without the mark that it needs")
    }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  private mutating func add(_ items: [Int], asPairs: Bool) throws {
    guard let target = stack.last else { throw Refusal("a pickle that takes more than it holds") }
    switch nodes[target] {
    case .list(var list) where !asPairs:
      nodes[target] = .null
      list.append(contentsOf: items)
      nodes[target] = .list(list)
    case .dictionary(var list) where asPairs && items.count % 2 == 0:
      nodes[target] = .null
      list.append(contentsOf: items)
      nodes[target] = .dictionary(list)
    default: throw Refusal("a pickle that adds to what is no list")
    }
  }

  /// One instruction; false after the last.
  private mutating func step() throws -> Bool {
    let code = try byte()
    switch Character(Unicode.Scalar(code)) {
    case "\u{80}": _ = try byte()
    case "\u{95}": _ = try integer(8)
    case ".": return false
    case "(":
      marks.append(stack.count)
      try limit(marks.count)
    case "0": _ = try pop()
    case "1": _ = try popMarked()
    case "2":
      if let last = stack.last { stack.append(last) }
      try limit(stack.count)
    case "N": try push(.null)
    case "\u{88}": try push(.flag(true))
    case "\u{89}": try push(.flag(false))
    case "K": try push(.number(Double(try integer(1))))
    case "M": try push(.number(Double(try integer(2))))
    case "J": try push(.number(Double(Int32(truncatingIfNeeded: try integer(4)))))
    case "G":
      let bits = try integer(8).byteSwapped
      try push(.number(Double(bitPattern: bits)))
    case "\u{8A}", "\u{8B}":
      let count = code == 0x8A ? try integer(1) : try integer(4)
      try push(.number(Self.number(try slice(count))))
    case "I", "L", "F":
      var text = try line()
      if text.hasSuffix("L") { text.removeLast() }
      if code == UInt8(ascii: "I"), text == "01" || text == "00" {
        try push(.flag(text == "01"))
      } else {
        guard let value = Double(text) else { throw Refusal("a number '\(text.prefix(40))'") }
        try push(.number(value))
      }
    case "X": try push(.text(String(decoding: try slice(try integer(4)), as: UTF8.self)))
    case "\u{8C}": try push(.text(String(decoding: try slice(try integer(1)), as: UTF8.self)))
    case "\u{8D}": try push(.text(String(decoding: try slice(try integer(8)), as: UTF8.self)))
    case "V": try push(.text(try line()))
    case "S":
      let text = try line()
      try push(.text(String(text.dropFirst().dropLast())))
    case "U", "C": try push(.bytes(Array(try slice(try integer(1)))))
    case "T", "B": try push(.bytes(Array(try slice(try integer(4)))))
    case "\u{8E}", "\u{96}": try push(.bytes(Array(try slice(try integer(8)))))
    case "]", ")", "\u{8F}": try push(.list([]))
    case "}": try push(.dictionary([]))
    case "l", "t", "\u{91}": try push(.list(try popMarked()))
    case "d": try push(.dictionary(try popMarked()))
    case "\u{85}": try push(.list([try pop()]))
    case "\u{86}", "\u{87}":
      var items = [try pop(), try pop()]
      if code == 0x87 { items.append(try pop()) }
      try push(.list(items.reversed()))
    case "a":
      let item = try pop()
      try add([item], asPairs: false)
    case "e", "\u{90}": try add(try popMarked(), asPairs: false)
    case "s":
      let (value, key) = (try pop(), try pop())
      try add([key, value], asPairs: true)
    case "u": try add(try popMarked(), asPairs: true)
    case "q": try remember(Int(try integer(1)))
    case "r": try remember(Int(try integer(4)))
    case "p": try remember(Int(try line()) ?? -1)
    case "\u{94}": try remember(memo.count)
    case "h": try recall(Int(try integer(1)))
    case "j": try recall(Int(try integer(4)))
    case "g": try recall(Int(try line()) ?? -1)
    case "c": try push(.name("\(try line()).\(try line())"))
    case "\u{93}":
      guard case .text(let name) = nodes[try pop()], case .text(let module) = nodes[try pop()]
      else { throw Refusal("a class without a name") }
      try push(.name("\(module).\(name)"))
    case "Q": try persistent()
    case "R":
      let (arguments, function) = (try pop(), try pop())
      let made = try result(of: nodes[function], nodes[arguments])
      copied += made.size
      try limit(copied)
      try push(made)
    case "b": try build()
    default: throw Refusal("a pickle with the instruction \(code) at byte \(position - 1)")
    }
    return true
  }

  private mutating func remember(_ key: Int) throws {
    guard let last = stack.last else { throw Refusal("a pickle that takes more than it holds") }
    memo[key] = last
    try limit(memo.count)
  }

  private func limit(_ count: Int) throws {
    guard count < Self.mostNodes else { throw Refusal("more than a million values") }
  }

  private mutating func recall(_ key: Int) throws {
    guard let index = memo[key] else { throw Refusal("a pickle that recalls what it never had") }
    stack.append(index)
    try limit(stack.count)
  }

  /// A whole number with its lowest byte first, in two's complement.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Double {
    var value = 0.0
    for byte in bytes.suffix(200).reversed() { value = value * 256 + Double(byte) }
    guard let last = bytes.last, last >= 128, bytes.count < 120 else { return value }
    var range = 1.0
    for _ in bytes { range *= 256 }
    return value - range
  }
}
