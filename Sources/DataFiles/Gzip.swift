import CZlib
public import Foundation

/// Decompression of gzip files (RFC 1952) through zlib.
///
/// A file may have several members; their contents follow one another. Zero bytes after the last
/// member are padding and ignored, anything else there is an error.
public enum Gzip {
  /// Whether `data` starts with the two bytes that every gzip file starts with.
  public static func isCompressed(_ data: Data) -> Bool { data.starts(with: [0x1F, 0x8B]) }

  /// The decompressed content of `data`; `file` is the name used in errors.
  ///
  /// - Throws: ``DataFileError`` when the data are damaged, cut short, or longer than
  ///   `maximumSize` once decompressed.
  public static func inflate(
    _ data: Data, file: String, maximumSize: Int = .max
  ) throws -> Data {
    var pending: Data? = data
    return try inflate(file: file, maximumSize: maximumSize) {
      defer { pending = nil }
      return pending
    }
  }

  /// The decompressed content of the file at `url`, which is read in pieces.
  ///
  /// - Throws: ``DataFileError`` as ``inflate(_:file:maximumSize:)``, or when the file cannot be
  ///   read.
  public static func inflate(contentsOf url: URL, maximumSize: Int = .max) throws -> Data {
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      return try inflate(file: url.path, maximumSize: maximumSize) {
        let chunk = try handle.read(upToCount: 1 << 20) ?? Data()
        return chunk.isEmpty ? nil : chunk
      }
    } catch let error as DataFileError { throw error } catch {
      throw DataFileError(
        .inputOutput, file: url.path, requirement: "the file must be readable",
        received: "\(error)")
    }
  }

  private static func inflate(
    file: String, maximumSize: Int, next: () throws -> Data?
  ) throws -> Data {
    let inflater = try GzipInflater(file: file, maximumSize: maximumSize)
    while let chunk = try next() { try inflater.consume(chunk) }
    return try inflater.finish()
  }
}
