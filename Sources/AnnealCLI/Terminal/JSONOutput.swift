internal import Foundation

/// Says `value` as one line of JSON with sorted keys.
///
/// Times are ISO 8601. Numbers that are not finite become the strings `NaN`, `Infinity` and
/// `-Infinity`, as in the store of runs, since JSON has no others.
public func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.dateEncodingStrategy = .iso8601
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  say(String(decoding: try encoder.encode(value), as: UTF8.self))
  // A pipe buffers whole blocks, and its reader wants each line when it happens.
  StandardOutput.flush()
}
