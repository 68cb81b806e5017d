/// A pattern for the dotted names of parameters: `"head.*"`, `"*.bias"`, `"blocks.#.*"`.
///
/// `*` stands for any number of characters, dots included; `#`, at most once, for a whole number. All
/// other characters stand for themselves, and the pattern must fit the whole name.
public struct NamePattern: Hashable, Sendable {
  /// The pattern as it is written.
  public let text: String

  /// The pattern of this text.
  public init(_ text: String) { self.text = text }

  /// Whether `name` fits.
  public func matches(_ name: String) -> Bool {
    guard text.utf8.contains(number) else {
      return fits(Array(text.utf8)[...], Array(name.utf8)[...])
    }
    return layer(in: name) != nil
  }

  /// The number that stands at `#` in a name that fits; nil if the name does not, or there is no `#`.
  ///
  /// Where several numbers of the name could stand there, it is the first.
  public func layer(in name: String) -> Int? {
    let pattern = Array(text.utf8)
    let name = Array(name.utf8)
    guard let place = pattern.firstIndex(of: number) else { return nil }
    var start = name.startIndex
    while start < name.endIndex {
      guard isDigit(name[start]) else {
        start += 1
        continue
      }
      let end = name[start...].firstIndex { !isDigit($0) } ?? name.endIndex
      if fits(pattern[..<place], name[..<start]), fits(pattern[(place + 1)...], name[end...]),
        let layer = Int(String(decoding: name[start..<end], as: UTF8.self))
      {
        return layer
      }
      start = end
    }
    return nil
  }

  /// What a pattern must be, as it follows "must be", and what this one is; nil if it is valid.
  package var fault: (requirement: String, received: String)? {
    let length = text.utf8.count
    guard (1...200).contains(length) else { return ("1 to 200 bytes long", String(length)) }
    guard text.utf8.lazy.filter({ $0 == number }).count <= 1 else {
      return ("a pattern with at most one '#'", description)
    }
    return nil
  }

  /// The requirement for a pattern that fits none of `names`, as it follows "must be".
  package static func requirement(toFitOneOf names: [String]) -> String {
    let known = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    return "a pattern that a parameter fits (the model has \(known))"
  }
}

private let number = UInt8(ascii: "#")
private let anything = UInt8(ascii: "*")

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte }

/// Whether `name` fits a pattern without `#`: at a mismatch, the last `*` takes one more byte.
private func fits(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
  var (p, n) = (pattern.startIndex, name.startIndex)
  var retry: (pattern: Int, name: Int)?
  while n < name.endIndex {
    if p < pattern.endIndex, pattern[p] == anything {
      retry = (p + 1, n)
      p += 1
    } else if p < pattern.endIndex, pattern[p] == name[n] {
      (p, n) = (p + 1, n + 1)
    } else if let last = retry {
      retry = (last.pattern, last.name + 1)
      (p, n) = (last.pattern, last.name + 1)
    } else {
      return false
    }
  }
  return pattern[p...].allSatisfy { $0 == anything }
}

extension NamePattern: ExpressibleByStringLiteral, NotationValue, CustomStringConvertible {
  /// The pattern of a literal.
  public init(stringLiteral text: String) { self.init(text) }

  /// Reads a string in quotes.
  public init(notation: NotationExpression, named name: String) throws {
    guard case .string(let text) = notation.kind else {
      throw notation.mismatch(name, "a pattern in quotes, such as \"*.bias\"")
    }
    self.init(text)
  }

  /// The pattern in quotes.
  public var notation: NotationExpression { NotationExpression(.string(text)) }

  /// The pattern in quotes.
  public var description: String { notation.description }
}
