internal import Foundation

/// Prints `value` as one line of JSON with sorted keys.
///
/// Numbers that are not finite become the strings `nan`, `inf` and `-inf`, since JSON has no others.
public func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
  // A pipe buffers whole blocks, and its reader wants each line when it happens.
  fflush(nil)
}

/// A file that a command writes for the user.
public enum OutputFile {
  /// Writes `text` to `path`, as a whole or not at all.
  ///
  /// - Throws: `OutputError` that names the path.
  public static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw OutputError(
        description: "cannot write \(path): \((error as NSError).localizedDescription)")
    }
  }
}

/// A file that could not be written.
struct OutputError: Error, CustomStringConvertible {
  let description: String
}
