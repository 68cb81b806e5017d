internal import Foundation

/// The bytes of a log, read in pieces where it is a file.
public final class LogFile {
  /// What errors call it.
  public let name: String
  /// Where it lies; nil for bytes that are in memory.
  let path: String?
  /// How many bytes it has.
  let count: Int
  private let bytes: [UInt8]
  private let descriptor: Int32

  /// Bytes in memory, as of a pipe.
  public init(_ bytes: [UInt8], name: String) {
    (self.name, self.bytes, path, count, descriptor) = (name, bytes, nil, bytes.count, -1)
  }

  /// A file.
  ///
  /// - Throws: ``LogError`` in the system's words.
  public init(path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var facts = stat()
    guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
      let reason = String(cString: strerror(errno))
      throw LogError(file: path, "the file must be readable", received: reason.lowercased())
    }
    (name, self.path, bytes, count) = (path, path, [], Int(facts.st_size))
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// At most `count` bytes from `offset` on; fewer only at the end.
  func read(at offset: Int, _ count: Int) -> [UInt8] {
    guard offset >= 0, offset < self.count, count > 0 else { return [] }
    let count = min(count, self.count - offset)
    if descriptor < 0 { return Array(bytes[offset..<offset + count]) }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let piece = pread(
          descriptor, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
        if piece < 0, errno == EINTR { continue }
        if piece <= 0 { break }
        filled += piece
      }
    }
  }

  /// The first bytes, which tell the format.
  var head: [UInt8] { read(at: 0, 4096) }
}
