import DataFiles
import Foundation
import Testing

/// What `scripts/media_reference.py` wrote.
enum Samples {
  static func read<Content: Decodable>(_ name: String, as _: Content.Type) throws -> Content {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Resources/\(name).json")
    return try JSONDecoder().decode(Content.self, from: Data(contentsOf: url))
  }
}

/// A folder that disappears with its owner.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "media-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, making the folders that it lies in.
  @discardableResult
  func write(_ path: String, _ data: Data = Data([1])) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file
  }

  /// The names in the folder, hidden ones too.
  var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: url.path).sorted()) ?? []
  }
}

/// The text of the error that `body` throws, the folder's path left out; it must be a
/// `DataFileError`.
func message(in folder: URL? = nil, _ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch let error as DataFileError {
    return folder.map {
      error.description.replacing($0.path + "/", with: "").replacing($0.path, with: "FOLDER")
    }
      ?? error.description
  } catch { return "another error: \(error)" }
}

/// One of the pictures that other programs wrote, with the pixels that Pillow reads.
struct PictureSample: Decodable, CustomTestStringConvertible {
  let name: String
  let file: Data
  let shape: [Int]
  let tolerance: Int
  let pixels: Data

  var testDescription: String { name }

  static let all = try! Samples.read("pictures", as: Pictures.self).decoded

  static func named(_ name: String) -> Data { all.first { $0.name == name }!.file }

  struct Pictures: Decodable {
    struct Resized: Decodable {
      let height: Int
      let width: Int
      let pixels: Data
    }
    let decoded: [PictureSample]
    let resized: [Resized]
    let luma: Data
    /// A JPEG of 1,003 × 1,101, and Pillow's 30 × 40 of it.
    let large: Data
    let shrunk: Data
  }
}
