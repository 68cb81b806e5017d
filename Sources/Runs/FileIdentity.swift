import Foundation

/// The identity of the file or folder at a path: a replacement with the same name has another
/// identity.
struct FileIdentity: Hashable, Sendable {
  private let device, node: UInt64

  /// The identity of the file at `path`; nil if there is none.
  init?(at path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The identity of the open file `descriptor`.
  init?(of descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    (device, node) = (UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino))
  }
}

/// The state of a file at one time. Two equal states show that the file was not written in between.
struct FileStamp: Hashable, Sendable {
  /// The bytes in it.
  let size: Int
  private let identity: FileIdentity
  private let seconds, nanoseconds: Int

  /// When it was written last, in seconds since 1970.
  var time: Double { Double(seconds) + Double(nanoseconds) / 1e9 }

  /// The file at `path`; nil if there is none.
  init?(at path: String) {
    var status = stat()
    guard stat(path, &status) == 0, let identity = FileIdentity(at: path) else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    self.identity = identity
    (size, seconds, nanoseconds) = (Int(status.st_size), time.tv_sec, time.tv_nsec)
  }
}
