internal import Foundation

/// Prints `value` as one line of JSON with sorted keys.
///
/// Times are ISO 8601. Numbers that are not finite become the strings `NaN`, `Infinity` and
/// `-Infinity`, as in the store of runs, since JSON has no others.
///
/// - Throws: `OutputError` when standard output cannot be written.
public func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.dateEncodingStrategy = .iso8601
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
  // A pipe buffers whole blocks, and its reader wants each line when it happens.
  try finishOutput()
}

/// Sees that everything printed has reached its reader.
///
/// - Throws: `OutputError` with the system's words, such as those for a full disk.
func finishOutput() throws {
  guard fflush(nil) != 0 else { return }
  throw OutputError("standard output", because: errno)
}
