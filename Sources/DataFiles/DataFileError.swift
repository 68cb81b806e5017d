public import Foundation

/// A fault of a data file, with its position.
///
/// The text reads `file, line, column: what it must be; received what; what to do`. The fields
/// carry the same facts, so that a user interface can mark the position.
public struct DataFileError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
  /// The kinds of faults that a caller can distinguish.
  public enum Kind: Hashable, Sendable {
    /// The bytes do not follow the file's format.
    case malformed
    /// The file does not exist.
    case missing
    /// The file could not be downloaded from any mirror.
    case network
    /// The content has another SHA-256 than the expected one.
    case checksum
    /// The disk, or a limit on the size of files, has no room left.
    case diskFull
    /// The operating system refused to read or write.
    case inputOutput
  }

  /// The kind of the fault.
  public let kind: Kind
  /// The file's path or name.
  public let file: String
  /// The line, counted from one as editors do.
  public let line: Int?
  /// The column's name, or its position counted from one where it has no name.
  public let column: String?
  /// The requirement.
  public let requirement: String
  /// What was found instead.
  public let received: String
  /// Advice for the user.
  public let advice: String?

  /// An error of these parts.
  public init(
    _ kind: Kind = .malformed, file: String, line: Int? = nil, column: String? = nil,
    requirement: String, received: String, advice: String? = nil
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.requirement = requirement
    self.received = received
    self.advice = advice
  }

  /// The whole fault in one sentence, on one line whatever the file's names and values are.
  public var description: String {
    var location = file
    if let line { location += ", line \(line)" }
    if let column { location += ", column '\(column.prefix(80))'" }
    let ending = advice.map { "; \($0)" } ?? ""
    return "\(location): \(requirement); received \(received)\(ending)".onOneLine
  }

  /// The same sentence, for interfaces that ask Foundation.
  public var errorDescription: String? { description }
}

extension String {
  /// The text with escapes such as `\u{A}` for control characters, which could end its line or
  /// command a terminal.
  package var onOneLine: String {
    guard unicodeScalars.contains(where: Self.isControl) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      text += Self.isControl(scalar) ? "\\u{\(digits)}" : String(scalar)
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
  }
}

extension DataFileError {
  /// Whether the fault is in what the user gave, not in the machine.
  package var isUsage: Bool { kind == .malformed || kind == .missing }
}
