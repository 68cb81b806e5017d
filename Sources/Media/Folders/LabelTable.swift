internal import DataFiles
internal import Foundation

/// A CSV file that gives every file of a folder its class.
///
/// The column of files is called `file`, `filename`, `path`, `image`, `picture` or `sound`, that of
/// labels `label`, `class`, `category` or `target`, in any case. The separator is the one of comma,
/// semicolon and tab with which the header has both.
struct LabelTable {
  private static let fileNames = ["file", "filename", "path", "image", "picture", "sound"]
  private static let labelNames = ["label", "class", "category", "target"]

  let url: URL
  private let name: String
  private let table: CSVTable
  private let fileColumn: Int
  private let labelColumn: Int

  init(_ url: URL) throws {
    self.url = url
    name = url.path
    let data: Data
    do { data = try Data(contentsOf: url) } catch {
      throw DataFileError.refused(url, "the table of labels must be readable", error)
    }
    // The header alone decides: a row further down may hold other separators in its text.
    let header = data.prefix { $0 != 0x0A && $0 != 0x0D }
    for separator in CSVTable.Separator.allCases {
      guard let names = try? CSVTable(header, file: name, separator: separator).columnNames,
        let file = Self.position(of: Self.fileNames, in: names),
        let label = Self.position(of: Self.labelNames, in: names)
      else { continue }
      (fileColumn, labelColumn) = (file, label)
      table = try CSVTable(data, file: name, separator: separator)
      return
    }
    throw DataFileError(
      file: name, line: 1, requirement: "the header must name the columns file and label",
      received: header.isEmpty
        ? "no header" : "'\(String(decoding: header.prefix(80), as: UTF8.self))'")
  }

  private static func position(of candidates: [String], in names: [String]) -> Int? {
    let names = names.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    return candidates.lazy.compactMap { names.firstIndex(of: $0) }.first
  }

  /// The label of each of `paths`, the files of the folder.
  func labels(of paths: [String], in folder: URL) throws -> [String] {
    let known = Set(paths)
    var labels: [String: String] = [:]
    for row in 0..<table.rowCount {
      var path = table.text(row: row, column: fileColumn).replacing("\\", with: "/")
      while path.hasPrefix("./") { path.removeFirst(2) }
      let label = table.text(row: row, column: labelColumn).trimmingCharacters(in: .whitespaces)
      guard known.contains(path) else {
        throw fault(row, fileColumn, "must name a file of \(folder.path)", "'\(path)'")
      }
      guard !label.isEmpty else {
        throw fault(row, labelColumn, "every file must have a label", "an empty field")
      }
      guard labels.updateValue(label, forKey: path) == nil else {
        throw fault(row, fileColumn, "a file must be named once", "'\(path)' again")
      }
    }
    return try paths.map { path in
      if let label = labels[path] { return label }
      let count = paths.count { labels[$0] == nil }
      throw DataFileError(
        file: name, requirement: "every file of \(folder.path) must have a label",
        received: "none for '\(path)'" + (count > 1 ? " and \(count - 1) more" : ""))
    }
  }

  private func fault(
    _ row: Int, _ column: Int, _ requirement: String, _ received: String
  ) -> DataFileError {
    DataFileError(
      file: name, line: table.line(ofRow: row), column: table.columnNames[column],
      requirement: requirement, received: received)
  }
}
