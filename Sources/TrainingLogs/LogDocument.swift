/// A value as JSON, YAML and Python's pickles hold it.
public indirect enum LogDocument: Hashable, Sendable {
  /// Named values, in the order of the file.
  case object([Member])
  /// A list or a tuple.
  case array([LogDocument])
  /// A number; NaN and the infinities are numbers too.
  case number(Double)
  /// A text.
  case text(String)
  /// True or false.
  case flag(Bool)
  /// Nothing.
  case null

  /// A named value.
  public struct Member: Hashable, Sendable {
    /// The name.
    public let key: String
    /// The value.
    public let value: LogDocument

    /// Creates a member.
    public init(_ key: String, _ value: LogDocument) {
      self.key = key
      self.value = value
    }
  }
}

extension LogDocument {
  /// The value with this name; of several the last, as in Python.
  public subscript(key: String) -> LogDocument? {
    members.last { $0.key == key }?.value
  }

  /// The named values; none if this is no object.
  public var members: [Member] { if case .object(let members) = self { members } else { [] } }

  /// The names, in order.
  public var keys: [String] { members.map(\.key) }

  /// The number, if this is one.
  public var number: Double? { if case .number(let value) = self { value } else { nil } }

  /// The text, if this is one.
  public var text: String? { if case .text(let value) = self { value } else { nil } }

  /// The flag, if this is one.
  public var flag: Bool? { if case .flag(let value) = self { value } else { nil } }

  /// The list, if this is one.
  public var array: [LogDocument]? { if case .array(let values) = self { values } else { nil } }

  /// The numbers, if this is a list of nothing else.
  public var numbers: [Double]? {
    guard let array else { return nil }
    let numbers = array.compactMap(\.number)
    return numbers.count == array.count ? numbers : nil
  }

  /// What it is, for an error: `a list of 3`.
  public var kind: String {
    switch self {
    case .object(let members): "an object of \(members.count) members"
    case .array(let values): "a list of \(values.count)"
    case .number(let value): "\(value)"
    case .text(let text): "'\(text.prefix(40))'"
    case .flag(let value): "\(value)"
    case .null: "null"
    }
  }
}
