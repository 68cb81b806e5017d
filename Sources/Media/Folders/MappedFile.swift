internal import DataFiles
internal import Foundation

/// A file mapped into memory to be read.
final class MappedFile: Sendable {
  /// The bytes of the file.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  /// Maps the file at `url`, which must not be empty.
  ///
  /// - Throws: ``DataFileError`` when the file cannot be opened or mapped.
  init(_ url: URL) throws {
    func fault(_ code: Int32) -> DataFileError {
      .refused(url, "the file must be readable", code: code)
    }
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw fault(errno) }
    let count = Int(status.st_size)
    guard let start = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED
    else { throw fault(errno) }
    bytes = UnsafeRawBufferPointer(start: start, count: count)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count) }
}
