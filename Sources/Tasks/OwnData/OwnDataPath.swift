internal import DataFiles
internal import Foundation
internal import Media

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
    case let ending where LabelledFolder.Kind.pictures.extensions.contains(ending):
      throw refusal(path, "an image", "give the folder that holds a folder for each class")
    case let ending
    where LabelledFolder.Kind.sounds.extensions.contains(ending)
      || ["flac", "ogg"].contains(ending):
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
      case let ending where LabelledFolder.Kind.pictures.extensions.contains(ending):
        counts["images", default: 0] += 1
      case let ending where LabelledFolder.Kind.sounds.extensions.contains(ending):
        counts["audio", default: 0] += 1
      case let ending where TextFile.extensions.contains(ending):
        counts["text", default: 0] += 1
      default:
        if file.contains("-idx3-ubyte") || file.contains(".idx3-ubyte") {
          counts["images", default: 0] += 1000
        }
      }
    }
    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
      throw DataFileError(
        file: path, requirement: "a folder must hold images, recordings or texts",
        received: looked < 10_000 ? "none" : "none among its first \(looked) entries",
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
