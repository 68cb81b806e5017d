internal import Notation
internal import TrainingLogs

/// Reads configurations of trainers: each kind is told by its keys, and has a file of its own.
struct ConfigurationReader {
  let document: LogDocument
  let file: String
  /// The length of the run, where it was given beside the file.
  let steps: Int?

  init(_ document: LogDocument, file: String, steps: Int?) {
    (self.document, self.file, self.steps) = (document, file, steps)
  }

  func has(_ keys: String...) -> Bool { keys.contains { document[$0] != nil } }

  /// A number, also one that YAML took for a text; `standard` if there is none or `null`.
  func number(_ key: String, in object: LogDocument? = nil) throws -> Double? {
    guard let value = (object ?? document)[key], value != .null else { return nil }
    guard let number = value.number ?? value.text.flatMap({ Double($0) }), number.isFinite else {
      throw ExchangeError(file: file, "'\(key)' must be a number", received: value.kind)
    }
    return number
  }

  /// A number, or its default, which is noted.
  func number(
    _ key: String, in object: LogDocument? = nil, default standard: Double, _ notes: inout [String]
  ) throws -> Double {
    if let value = try number(key, in: object) { return value }
    notes.append("'\(key)' was left to its default, \(standard.notationText)")
    return standard
  }

  func text(_ key: String, in object: LogDocument? = nil) -> String? {
    (object ?? document)[key]?.text
  }

  func missing(_ key: String, for what: String) -> ExchangeError {
    ExchangeError(file: file, "\(what) needs '\(key)'", received: "a file without it")
  }

  /// The length of the run: given, or in the file.
  func length(_ key: String, in object: LogDocument? = nil) throws -> Double {
    if let steps { return Double(steps) }
    if let value = try number(key, in: object), value > 0 { return value }
    throw ExchangeError(
      file: file, "the schedule depends on the length of the run, so --steps must say it",
      received: "a file without '\(key)'")
  }
}
