internal import DataFiles
internal import Digests
package import Foundation
internal import Synchronization

/// Decodes pictures on all cores and writes the file of an ``ImageStore``.
///
/// The file is 4,096 bytes of header, which start with the key, and then the pictures.
struct ImageStoreWriter {
  static let headerSize = 4_096
  /// Pictures that are decoded between two writes.
  private static let blockSize = 256

  let file: URL
  private let files: [URL]
  private let size: ImageSize
  private let folder: URL
  private let header: Data

  /// - Throws: ``DataFileError`` when the system knows nothing of one of the files.
  init(files: [URL], size: ImageSize, folder: URL) throws {
    self.files = files
    self.size = size
    self.folder = folder
    var key = "pictures 1 \(size.channels) \(size.height) \(size.width)\n"
    for url in files {
      var status = stat()
      guard stat(url.path, &status) == 0 else {
        throw DataFileError(
          .missing, file: url.path, requirement: "the picture must be there",
          received: "\"\(String(cString: strerror(errno)))\"")
      }
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      key += "\(url.path)\0\(status.st_size) \(time.tv_sec).\(time.tv_nsec)\n"
    }
    let digest = SHA256Digest.text(of: Data(key.utf8))
    var header = Data("anneal pictures \(digest)\n".utf8)
    header.append(Data(count: Self.headerSize - header.count))
    self.header = header
    file = folder.appendingPathComponent("pictures-\(digest.prefix(32)).cache")
  }

  private var byteCount: Int { Self.headerSize + files.count * size.byteCount }

  /// The whole file that an earlier run left, or nil.
  func existing() -> MappedFile? {
    guard let mapping = try? MappedFile(file), mapping.bytes.count == byteCount,
      mapping.bytes.starts(with: header)
    else { return nil }
    return mapping
  }

  func write(progress: (Int, Int) -> Void) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw DataFileError(
        .inputOutput, file: folder.path, requirement: "the cache must be a folder that can be made",
        received: error.localizedDescription)
    }
    removeAbandoned()
    try checkRoom()
    // Two processes that decode the same pictures must not share the file.
    let name = ".\(file.lastPathComponent).\(getpid())-\(UUID().uuidString).part"
    let part = try PartFile(at: folder.appendingPathComponent(name))
    do {
      try part.append(header)
      var done = 0
      progress(0, files.count)
      while done < files.count {
        let range = done..<min(done + Self.blockSize, files.count)
        try part.append(decode(range))
        done = range.upperBound
        progress(done, files.count)
      }
      try part.moveIntoPlace(file)
    } catch {
      part.remove()
      if let error = error as? DataFileError, error.kind == .diskFull { throw noRoom(error.received) }
      throw error
    }
  }

  /// Decodes some pictures; the error is that of the first that has one, whatever the threads do.
  private func decode(_ range: Range<Int>) throws -> Data {
    var block = Data(count: range.count * size.byteCount)
    let fault = Mutex<(index: Int, error: any Error)?>(nil)
    block.withUnsafeMutableBytes { buffer in
      // Each picture has bytes of its own, so that threads do not meet.
      nonisolated(unsafe) let target = buffer.baseAddress!
      DispatchQueue.concurrentPerform(iterations: range.count) { index in
        do {
          let image = try ImageFile(contentsOf: files[range.lowerBound + index]).decoded()
            .fitted(to: size)
          image.pixels.withUnsafeBytes {
            (target + index * size.byteCount).copyMemory(
              from: $0.baseAddress!, byteCount: size.byteCount)
          }
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

  /// Deletes what processes that were killed left half written.
  private func removeAbandoned() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(".pictures-") && name.hasSuffix(".part") {
      let process = name.split(separator: ".").dropLast().last?.prefix { $0 != "-" }
      guard let process = process.flatMap({ pid_t($0) }), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink(folder.appendingPathComponent(name).path)
    }
  }

  private func checkRoom() throws {
    var status = statvfs()
    guard statvfs(folder.path, &status) == 0 else { return }
    let free = Int(status.f_bavail) * Int(status.f_frsize)
    guard free < byteCount else { return }
    throw noRoom("\(free / 1_000_000) MB")
  }

  private func noRoom(_ received: String) -> DataFileError {
    DataFileError(
      .diskFull, file: folder.path,
      requirement: "\(files.count) pictures of \(size.channels) × \(size.height) × \(size.width) "
        + "bytes need \(byteCount / 1_000_000 + 1) MB of free disk space",
      received: received, advice: "free some space, or choose smaller pictures")
  }
}

extension ImageFile {
  /// Reads the header of the picture at `url`.
  ///
  /// - Throws: ``DataFileError`` as ``init(_:file:)``, or when the file cannot be read.
  package init(contentsOf url: URL) throws {
    let data: Data
    do { data = try Data(contentsOf: url) } catch {
      throw DataFileError(
        .inputOutput, file: url.path, requirement: "the picture must be readable",
        received: error.localizedDescription)
    }
    try self.init(data, file: url.path)
  }
}

extension Image {
  /// The picture in a common size.
  package func fitted(to size: ImageSize) -> Image {
    // Fewer channels are resized in less time.
    let image = channels > size.channels ? converted(toChannels: size.channels) : self
    return image.resized(height: size.height, width: size.width)
      .converted(toChannels: size.channels)
  }
}
