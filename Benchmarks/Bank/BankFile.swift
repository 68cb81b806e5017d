import Anneal
import Foundation

/// The measurements of one setting, a line of JSON each; an interrupted bank goes on behind them.
final class BankFile {
  private let handle: FileHandle
  private var present: Set<BankKey> = []
  private var finals: [BankKey: Double] = [:]

  /// Opens or creates the file of `setting` in `folder`. A last line that is not whole is cut off.
  init(_ setting: BankSetting, in folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(setting.name + ".jsonl")
    if !FileManager.default.fileExists(atPath: url.path) {
      try Data().write(to: url)
    }
    let data = try Data(contentsOf: url)
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    for line in data[..<whole].split(separator: UInt8(ascii: "\n")) {
      let key = try decoder.decode(BankKey.self, from: line)
      present.insert(key)
      guard key.kind == "run" else { continue }
      let end = try decoder.decode(End.self, from: line)
      finals[key] = end.diverged ? .infinity : end.validation.last?[1] ?? .infinity
    }
    handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: UInt64(whole))
    try handle.seekToEnd()
  }

  /// Whether the file has the line with this key.
  func has(_ key: BankKey) -> Bool { present.contains(key) }

  /// The last validation loss of a run; nil if the file does not have it.
  func final(_ key: BankKey) -> Double? { finals[key] }

  /// Appends a line; `final` is the last validation loss of a run.
  func append(_ record: some Encodable, _ key: BankKey, final: Double? = nil) throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try handle.write(contentsOf: try encoder.encode(record) + Data("\n".utf8))
    present.insert(key)
    if let final { finals[key] = final }
  }

  private struct End: Decodable {
    let diverged: Bool
    let validation: [[Double]]
  }
}

/// What tells the lines of a file apart.
struct BankKey: Hashable, Codable {
  /// `run`, `probe` or `search`.
  let kind: String
  /// The place of the rate on the grid, 0 for the optimizer's typical rate; nil for a search.
  let place: Int?
  let seed: UInt64
  /// The budget of a search; nil for others.
  var budget: String?
}
