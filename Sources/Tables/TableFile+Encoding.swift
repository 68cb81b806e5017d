internal import DataFiles

extension TableFile {
  /// Reads the table at `path`: by looking at its bytes or, where they are no text that can be told,
  /// in the encoding that a user gave for another table of its kind.
  ///
  /// - Throws: ``DataFileError`` as ``init(path:encoding:)``.
  package static func read(_ path: String, like encoding: TableEncoding) throws -> TableFile {
    do { return try TableFile(path: path) } catch let error as DataFileError
      where encoding != .automatic && error.kind == .malformed
    {
      return try TableFile(path: path, encoding: encoding)
    }
  }
}
