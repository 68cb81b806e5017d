internal import DataFiles
internal import Digests
internal import Foundation
internal import Synchronization

/// A file of records of one size, each made of one file of the user's, on all cores, and then
/// mapped.
///
/// It is named by a digest of what the records are and of the files' paths, sizes and times of
/// change; where it is there, no file is read again. It is written under another name and renamed
/// when it is whole. The layout is 4,096 bytes of header, which start with the digest, then the
/// records.
final class RecordCache: Sendable {
  private static let headerSize = 4_096
  /// The bytes that are made between two writes, at most, unless a record has more.
  private static let blockBytes = 16 << 20

  let count: Int
  let recordSize: Int
  let file: URL
  private let mapping: MappedFile

  /// Opens the records of `files`, made by `make`, which fills the bytes that it is given and is
  /// called from several threads. `content` says what the records are: another text is another
  /// cache. `progress` is told how many are made, and of how many.
  ///
  /// - Throws: ``DataFileError`` when the disk has no room (then nothing is left behind), and the
  ///   error of the first of `files` for which `make` has one.
  init(
    _ files: [URL], recordSize: Int, content: String, folder: URL,
    progress: (Int, Int) -> Void,
    make: @Sendable (URL, UnsafeMutableRawBufferPointer) throws -> Void
  ) throws {
    let digest = SHA256Digest.text(of: Data(try Self.key(of: files, content).utf8))
    var header = Data("anneal \(content)\n\(digest)\n".utf8.prefix(Self.headerSize))
    header.append(Data(count: Self.headerSize - header.count))
    let byteCount = Self.headerSize + files.count * recordSize
    file = folder.appendingPathComponent("\(digest.prefix(32)).records")
    count = files.count
    self.recordSize = recordSize
    if let mapping = try? MappedFile(file), mapping.bytes.count == byteCount,
      mapping.bytes.starts(with: header)
    {
      self.mapping = mapping
      progress(count, count)
      return
    }
    let room = CacheRoom(folder: folder, byteCount: byteCount, content: "\(count) \(content)")
    try room.prepare()
    let part = try room.part(of: file)
    do {
      try part.append(header)
      progress(0, count)
      var done = 0
      while done < count {
        let range = done..<min(done + max(Self.blockBytes / recordSize, 1), count)
        try part.append(Self.records(files[range], recordSize, make))
        done = range.upperBound
        progress(done, count)
      }
      try part.moveIntoPlace(file)
    } catch {
      part.remove()
      throw room.explained(error)
    }
    mapping = try MappedFile(file)
  }

  /// The bytes of a record, valid as long as the cache is.
  ///
  /// - Precondition: `index` is in `0..<count`.
  func record(at index: Int) -> UnsafeRawBufferPointer {
    precondition((0..<count).contains(index), "a record must be in 0..<\(count); received \(index)")
    let start = Self.headerSize + index * recordSize
    return UnsafeRawBufferPointer(rebasing: mapping.bytes[start..<start + recordSize])
  }

  /// The error is that of the first file that has one, whichever thread comes first.
  private static func records(
    _ files: ArraySlice<URL>, _ recordSize: Int,
    _ make: @Sendable (URL, UnsafeMutableRawBufferPointer) throws -> Void
  ) throws -> Data {
    var block = Data(count: files.count * recordSize)
    let fault = Mutex<(index: Int, error: any Error)?>(nil)
    block.withUnsafeMutableBytes { buffer in
      // Each record has bytes of its own, so that threads do not meet.
      nonisolated(unsafe) let start = buffer.baseAddress!
      DispatchQueue.concurrentPerform(iterations: files.count) { index in
        do {
          try make(
            files[files.startIndex + index],
            UnsafeMutableRawBufferPointer(start: start + index * recordSize, count: recordSize))
        } catch {
          fault.withLock { first in
            if index < first?.index ?? .max { first = (index, error) }
          }
        }
      }
    }
    if let fault = fault.withLock({ $0 }) { throw fault.error }
    return block
  }

  private static func key(of files: [URL], _ content: String) throws -> String {
    var key = content + "\n"
    for url in files {
      var status = stat()
      guard stat(url.path, &status) == 0 else {
        throw DataFileError.refused(url, "the file must be there", code: errno)
      }
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      key += "\(url.path)\0\(status.st_size) \(time.tv_sec).\(time.tv_nsec)\n"
    }
    return key
  }
}
