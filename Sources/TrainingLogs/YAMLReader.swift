internal import Yams

/// Reads YAML, of which a configuration needs mappings, lists and plain values.
enum YAMLReader {
  static let mostBytes = 1 << 20
  private static let mostValues = 100_000

  /// The document; nil if the text is no YAML, or holds more than a configuration may.
  static func document(_ bytes: [UInt8]) -> LogDocument? {
    guard bytes.count <= mostBytes, isShallow(bytes) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let node = try? Yams.compose(yaml: text) else { return nil }
    // an anchor may be named many times by what is itself named many times
    var budget = mostValues
    return value(node, 0, &budget)
  }

  /// Whether nothing lies deeper in each other than a configuration's parts do.
  private static func isShallow(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    var (dashes, isStart) = (0, true)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case 10: (dashes, isStart) = (0, true)
      case UInt8(ascii: "-"), UInt8(ascii: "?"): if isStart { dashes += 1 }
      case 32: break
      default: isStart = false
      }
      if depth > 50 || dashes > 50 { return false }
    }
    return true
  }

  private static func value(_ node: Node, _ depth: Int, _ budget: inout Int) -> LogDocument? {
    budget -= 1
    guard budget > 0, depth < 60 else { return nil }
    switch node {
    case .scalar(let scalar):
      let text = scalar.string
      guard scalar.style == .plain || scalar.style == .any else { return .text(text) }
      // 1e-4 is a text to YAML 1.1, and a number to whoever writes it
      let plain = text.contains("_") ? text : text.trimmed
      if let number = NumberText(plain.utf8).value { return .number(number) }
      switch plain.lowercased() {
      case "", "~", "null": return .null
      case "true", "yes", "on": return .flag(true)
      case "false", "no", "off": return .flag(false)
      case ".nan": return .number(.nan)
      case ".inf": return .number(.infinity)
      case "-.inf": return .number(-.infinity)
      default: return .text(text)
      }
    case .sequence(let sequence):
      var values: [LogDocument] = []
      for item in sequence {
        guard let inner = value(item, depth + 1, &budget) else { return nil }
        values.append(inner)
      }
      return .array(values)
    case .mapping(let mapping):
      var members: [LogDocument.Member] = []
      for (key, item) in mapping {
        guard let inner = value(item, depth + 1, &budget) else { return nil }
        members.append(LogDocument.Member(key.scalar?.string ?? "", inner))
      }
      return .object(members)
    case .alias: return .null
    }
  }
}

extension String {
  /// Without blanks around it.
  fileprivate var trimmed: String {
    String(self.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
