internal import DataFiles
internal import Foundation

/// A path that a user gives in place of a task: which data it is.
package enum OwnDataPath {
  /// The word of the form that fits the file or folder at `path`; nil if there is none there.
  ///
  /// - Throws: `DataFileError` for a file that no form reads.
  package static func word(for path: String) throws -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    if isFolder.boolValue { return try word(ofFolder: path) }
    let name = path.lowercased()
    let stem = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    switch URL(fileURLWithPath: stem).pathExtension {
    case "txt", "md", "text", "rst", "tex": return "text"
    case "csv", "tsv", "tab", "dat", "data": return "csv"
    case "png", "jpg", "jpeg":
      throw refusal(path, "an image", "give the folder that holds a folder for each class")
    case "wav", "flac", "ogg":
      throw refusal(path, "a recording", "give the folder that holds a folder for each class")
    case "xlsx", "xls", "ods":
      throw refusal(path, "a spreadsheet", "save it as CSV")
    case "parquet", "feather", "arrow":
      throw refusal(path, "a binary table", "save it as CSV, such as with pandas")
    default: return "csv"
    }
  }

  private static func word(ofFolder path: String) throws -> String {
    var counts: [String: Int] = [:]
    let files = FileManager.default.enumerator(atPath: path)
    var looked = 0
    while let name = files?.nextObject() as? String, looked < 10_000 {
      looked += 1
      let file = name.lowercased()
      switch URL(fileURLWithPath: file).pathExtension {
      case "png", "jpg", "jpeg": counts["images", default: 0] += 1
      case "wav", "flac", "ogg": counts["audio", default: 0] += 1
      case "txt", "md", "rst", "tex": counts["text", default: 0] += 1
      default:
        if file.contains("-idx3-ubyte") || file.contains(".idx3-ubyte") {
          counts["images", default: 0] += 1000
        }
      }
    }
    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
      throw DataFileError(
        file: path, requirement: "a folder must hold images, recordings or texts",
        received: "none among its first \(looked) files",
        advice: "PNG, JPEG, WAV and text files are read")
    }
    return most.key
  }

  private static func refusal(_ path: String, _ kind: String, _ advice: String) -> DataFileError {
    DataFileError(
      file: path, requirement: "own data must be a table, a text or a folder", received: kind,
      advice: advice)
  }
}
