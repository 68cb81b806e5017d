internal import Foundation

/// Something that could not be written, in one sentence.
public struct OutputError: Error, CustomStringConvertible {
  /// The sentence.
  public let description: String

  /// An error with this sentence.
  public init(_ description: String) { self.description = description }

  /// What is named could not be written; `code` is the system's.
  init(_ name: String, because code: Int32) {
    description = "cannot write \(name): \(reason(code))"
  }
}

/// The system's words for `code`, as part of a sentence.
func reason(_ code: Int32) -> String {
  let text = String(cString: strerror(code))
  return text.prefix(1).lowercased() + text.dropFirst()
}
