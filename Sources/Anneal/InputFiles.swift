internal import DataFiles
internal import Foundation
internal import Media

/// The files that a model of files is asked about: one file, or all of a folder and below it.
struct InputFiles {
  let files: [URL]
  /// The paths as they are told, relative to the folder.
  let names: [String]

  /// - Throws: `DataFileError` if there is no such file or folder, or none of this kind in it.
  init(_ path: String, of kind: LabelledFolder.Kind) throws {
    let url = URL(fileURLWithPath: path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw DataFileError(
        .missing, file: path, requirement: "the input must be a file or a folder",
        received: "no such file or folder")
    }
    guard Self.isFolder(path) else {
      (files, names) = ([url], [path])
      return
    }
    let endings = kind.extensions
    var found: [String] = []
    let all = FileManager.default.enumerator(atPath: path)
    while let name = all?.nextObject() as? String {
      let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
      if !isHidden, endings.contains(URL(fileURLWithPath: name).pathExtension.lowercased()) {
        found.append(name)
      }
    }
    guard !found.isEmpty else {
      throw DataFileError(
        .missing, file: path,
        requirement: "the folder must hold \(endings.sorted().joined(separator: ", ")) files",
        received: "none")
    }
    names = found.sorted()
    files = names.map { url.appendingPathComponent($0) }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
