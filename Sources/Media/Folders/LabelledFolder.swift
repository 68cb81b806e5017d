internal import DataFiles
package import Foundation

/// Files with a class each: a folder with a subfolder for each class, or one folder and a table of
/// labels.
///
/// In the first form the class is the name of the subfolder directly below, and files may lie at
/// any depth in it. In the second the table names every file of the folder. Hidden files and files
/// of other types are ignored and counted. Links are followed.
package struct LabelledFolder: Sendable, Hashable {
  /// A file and its class.
  package struct Entry: Sendable, Hashable {
    /// The path relative to the folder, with `/` between its parts.
    package let path: String
    /// The position in ``LabelledFolder/classNames``.
    package let label: Int
  }

  /// The types of files that can be classified.
  package enum Kind: Sendable, Hashable {
    /// `.png`, `.jpg`, `.jpeg`, `.jpe`, `.jfif`
    case pictures
    /// `.wav`, `.wave`
    case sounds

    /// The endings of such files, in lower case.
    package var extensions: Set<String> {
      switch self {
      case .pictures: ["png", "jpg", "jpeg", "jpe", "jfif"]
      case .sounds: ["wav", "wave"]
      }
    }
    var plural: String { self == .pictures ? "pictures" : "sounds" }
    var types: String { self == .pictures ? ".png or .jpg" : ".wav" }
  }

  /// The folder that paths are relative to.
  package let folder: URL
  /// The names of the classes: in the order of their numbers where all are whole numbers, else in
  /// the order of their bytes.
  package let classNames: [String]
  /// The files in the order of their paths' bytes.
  package let entries: [Entry]
  /// One sentence on the files that were ignored, or nil.
  package let note: String?

  /// The files, in the order of ``entries``.
  package var files: [URL] {
    entries.map { folder.appendingPathComponent($0.path, isDirectory: false) }
  }

  /// Lists a folder with a subfolder for each class; a folder without subfolders that holds one
  /// table (`.csv` or `.tsv`) is read by that.
  ///
  /// - Throws: ``DataFileError`` when the folder holds no such files, fewer than two classes or an
  ///   empty one, when a link makes a loop, or when something cannot be read.
  package init(_ folder: URL, of kind: Kind) throws {
    let listing = try FolderListing(folder, extensions: kind.extensions)
    let tables = listing.others.filter { !$0.contains("/") && Self.isTable($0) }
    if listing.folders.isEmpty, !listing.paths.isEmpty, tables.count == 1 {
      let table = try LabelTable(folder.appendingPathComponent(tables[0]))
      try self.init(folder, of: kind, listing: listing, table: table)
      return
    }
    let files = listing.paths.filter { $0.contains("/") }
    let loose = listing.paths.count - files.count
    guard !files.isEmpty else {
      throw DataFileError(
        file: folder.path,
        requirement: "must hold a folder of \(kind.types) files for each class",
        received: loose == 0
          ? "no \(kind.plural)" : "\(loose) \(kind.plural) and no folders of them",
        advice: loose == 0 ? nil : "or name a table with the columns file and label")
    }
    if let first = listing.paths.first(where: { !$0.contains("/") }) {
      throw DataFileError(
        file: folder.path, requirement: "every file must be in the folder of its class",
        received: "'\(first)'" + (loose > 1 ? " and \(loose - 1) more" : "")
          + " beside these folders")
    }
    let labels = files.map { String($0.prefix { $0 != "/" }) }
    let filled = Set(labels)
    if let empty = listing.folders.first(where: { !filled.contains($0) }) {
      throw DataFileError(
        file: folder.appendingPathComponent(empty).path,
        requirement: "the folder of a class must hold \(kind.plural) (\(kind.types))",
        received: "none", advice: "fill it or remove it")
    }
    try self.init(folder, paths: files, labels: labels, note: listing.note)
  }

  /// Lists the files of one folder with the labels in `table`, a CSV file with a column of paths
  /// relative to the folder and one of labels.
  ///
  /// The columns are called `file` and `label`, or as ``LabelTable`` says. Separators are commas,
  /// semicolons or tabs.
  ///
  /// - Throws: ``DataFileError`` as ``init(_:of:)``, and with the line when a label is empty, a
  ///   file is named twice or missing, and when a file of the folder has no label.
  package init(_ folder: URL, of kind: Kind, labels table: URL) throws {
    try self.init(
      folder, of: kind, listing: FolderListing(folder, extensions: kind.extensions),
      table: LabelTable(table))
  }

  private init(_ folder: URL, of kind: Kind, listing: FolderListing, table: LabelTable) throws {
    guard !listing.paths.isEmpty else {
      throw DataFileError(
        file: folder.path, requirement: "must hold \(kind.plural) (\(kind.types))", received: "none"
      )
    }
    let labels = try table.labels(of: listing.paths, in: folder)
    var listing = listing
    listing.exclude(table.url)
    try self.init(folder, paths: listing.paths, labels: labels, note: listing.note)
  }

  private init(_ folder: URL, paths: [String], labels: [String], note: String?) throws {
    let names = Self.sorted(Set(labels))
    guard names.count > 1 else {
      throw DataFileError(
        file: folder.path, requirement: "must hold at least two classes",
        received: "one, '\(names[0])'")
    }
    let positions = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    self.folder = folder
    self.note = note
    classNames = names
    entries = zip(paths, labels).map { Entry(path: $0, label: positions[$1]!) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func isTable(_ name: String) -> Bool {
    ["csv", "tsv"].contains((name as NSString).pathExtension.lowercased())
  }

  private static func sorted(_ names: Set<String>) -> [String] {
    let byBytes = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let numbers = byBytes.compactMap { Int($0) }
    guard numbers.count == names.count else { return byBytes }
    return zip(numbers, byBytes).sorted { $0.0 < $1.0 }.map(\.1)
  }
}
