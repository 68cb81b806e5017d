internal import DataFiles
internal import Foundation

/// What libsndfile takes silently: a WAV file that ends before its samples do.
enum WAVHeader {
  /// Checks that the file at `url` starts as a WAV file and holds all that its `data` chunk
  /// announces.
  ///
  /// A size of 0 or 2³² − 1 is one that a recorder never filled in, and not checked.
  ///
  /// - Throws: ``DataFileError`` when it is not so, or the file cannot be read.
  static func check(_ url: URL) throws {
    func fault(_ requirement: String, _ received: String) -> DataFileError {
      DataFileError(file: url.path, requirement: requirement, received: received)
    }
    do {
      let file = try FileHandle(forReadingFrom: url)
      defer { try? file.close() }
      let size = Int(try file.seekToEnd())
      var offset = 12
      try file.seek(toOffset: 0)
      let start = try file.read(upToCount: 12) ?? Data()
      guard start.count == 12, ["RIFF", "RIFX", "RF64"].contains(text(start.prefix(4))),
        text(start.suffix(4)) == "WAVE"
      else {
        throw fault("must be a WAV file", size == 0 ? "no bytes" : "\(size) bytes of another kind")
      }
      while offset + 8 <= size {
        try file.seek(toOffset: UInt64(offset))
        guard let header = try file.read(upToCount: 8), header.count == 8 else { break }
        let bytes = header.suffix(4).map(Int.init)
        let ordered = start.starts(with: Data("RIFX".utf8)) ? bytes : bytes.reversed()
        let length = ordered.reduce(0) { $0 << 8 | $1 }
        if text(header.prefix(4)) == "data" {
          guard length <= size - offset - 8 || length == 0xFFFF_FFFF else {
            throw fault(
              "the samples must take the \(length) bytes of the header",
              "\(size - offset - 8) bytes, so it is cut short")
          }
          return
        }
        offset += 8 + length + length % 2
      }
      throw fault("a WAV file must hold samples", "\(size) bytes without a chunk 'data'")
    } catch let error as DataFileError { throw error } catch {
      throw DataFileError.refused(url, "the sound must be readable", error)
    }
  }

  private static func text(_ bytes: Data) -> String { String(decoding: bytes, as: UTF8.self) }
}
