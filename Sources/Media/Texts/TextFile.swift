internal import DataFiles
package import Foundation

/// Reads text: one file, compressed by gzip or not, or a folder of them.
package enum TextFile {
  /// The endings of the files of a folder that are text.
  package static let extensions: Set<String> = ["txt", "text", "md", "markdown", "rst"]

  /// The most bytes that a text may have, 2 GiB: it is kept in memory.
  package static let sizeLimit = 2 << 30

  /// What was read.
  package struct Content: Sendable, Hashable {
    /// The text; that of several files with a line feed between two where the first does not end in
    /// one.
    package let text: String
    /// The paths of the files, those of a folder relative to it, in the order of their bytes.
    package let files: [String]
    /// One sentence on the files of a folder that were ignored, or nil.
    package let note: String?
  }

  /// The text of the file at `url`, or of the files with one of ``extensions`` in the folder there
  /// and below.
  ///
  /// - Throws: ``DataFileError`` when there is none, one cannot be read, or as ``decode(_:file:)``.
  package static func read(_ url: URL) throws -> Content {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { return Content(text: try text(of: url), files: [url.path], note: nil) }
    let listing = try FolderListing(url, extensions: extensions)
    guard !listing.paths.isEmpty else {
      throw DataFileError(
        .missing, file: url.path, requirement: "must hold texts (.txt or .md)", received: "none")
    }
    var text = ""
    for path in listing.paths {
      if !text.isEmpty, text.utf8.last != 0x0A { text += "\n" }
      text += try Self.text(of: url.appendingPathComponent(path))
    }
    return Content(text: text, files: listing.paths, note: listing.note)
  }

  /// The text in `data`: UTF-8, with a byte-order mark or without, or UTF-16 with one; the mark is
  /// dropped. `file` is the name used in errors.
  ///
  /// - Throws: ``DataFileError`` with the line and the column, both counted from one and columns in
  ///   Unicode scalars, of the first bytes that are not UTF-8 or UTF-16, or of a character NUL; and
  ///   when there is nothing but a mark.
  package static func decode(_ data: Data, file: String) throws -> String {
    let text: String
    if data.starts(with: [0xFF, 0xFE]) {
      text = try decodeUTF16(data.dropFirst(2), isBigEndian: false, file: file)
    } else if data.starts(with: [0xFE, 0xFF]) {
      text = try decodeUTF16(data.dropFirst(2), isBigEndian: true, file: file)
    } else {
      let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
      if let whole = String(validating: bytes, as: UTF8.self) {
        text = whole
      } else {
        let valid = validPrefix(of: bytes)
        let next = bytes.dropFirst(valid.utf8.count).first ?? 0
        throw fault(
          file, after: valid, "text must be UTF-8, or UTF-16 with a byte-order mark",
          "the byte 0x\(String(next, radix: 16, uppercase: true))",
          advice: "save it as UTF-8")
      }
    }
    if let index = text.utf8.firstIndex(of: 0) {
      throw fault(
        file, after: String(text[..<index]), "text must not hold the character NUL", "one",
        advice: "save it as UTF-8")
    }
    guard !text.isEmpty else {
      throw DataFileError(file: file, requirement: "must hold text", received: "an empty file")
    }
    return text
  }

  private static func text(of url: URL) throws -> String {
    let data: Data
    do {
      let size = try FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int ?? 0
      guard size <= sizeLimit else {
        throw DataFileError(
          file: url.path,
          requirement: "a text must have at most \(sizeLimit) bytes, to fit the memory",
          received: "\(size)")
      }
      let read = try Data(contentsOf: url)
      data =
        Gzip.isCompressed(read)
        ? try Gzip.inflate(read, file: url.path, maximumSize: sizeLimit) : read
    } catch let error as DataFileError { throw error } catch {
      throw DataFileError.refused(url, "the text must be readable", error)
    }
    return try decode(data, file: url.path)
  }

  private static func decodeUTF16(_ data: Data, isBigEndian: Bool, file: String) throws -> String {
    let bytes = [UInt8](data)
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    if bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) {
      return text
    }
    var valid = ""
    var decoder = UTF16()
    var iterator = units.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      valid.unicodeScalars.append(scalar)
    }
    let rest = units.dropFirst(valid.utf16.count).first
    throw fault(
      file, after: valid, "text with the byte-order mark of UTF-16 must be UTF-16",
      rest.map { "half of a pair, 0x\(String($0, radix: 16, uppercase: true))" }
        ?? "an odd number of bytes")
  }

  private static func validPrefix(of bytes: Data) -> String {
    var valid = ""
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      valid.unicodeScalars.append(scalar)
    }
    return valid
  }

  private static func fault(
    _ file: String, after valid: String, _ requirement: String, _ received: String,
    advice: String? = nil
  ) -> DataFileError {
    let line = valid.utf8.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    let column = valid.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1
    return DataFileError(
      file: file, line: line, column: "\(column)", requirement: requirement, received: received,
      advice: advice)
  }
}
