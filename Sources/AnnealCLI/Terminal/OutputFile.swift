internal import Foundation

/// An output file; `-` is standard output.
public enum OutputFile {
  /// Whether `path` stands for standard output: `-`, `/dev/stdout`, the file that it was sent to.
  ///
  /// Such a file is not replaced, since it also contains other output.
  public static func isStandardOutput(_ path: String) -> Bool {
    path == "-" || isSame(path, STDOUT_FILENO)
  }

  /// Whether `path` is the file that this descriptor has open.
  private static func isSame(_ path: String, _ descriptor: Int32) -> Bool {
    var (there, here) = (stat(), stat())
    return stat(path, &there) == 0 && fstat(descriptor, &here) == 0
      && there.st_dev == here.st_dev && there.st_ino == here.st_ino
      && here.st_mode & S_IFMT == S_IFREG
  }

  /// Whether both paths lead to the same existing file.
  public static func isSame(_ path: String, as other: String) -> Bool {
    var (one, two) = (stat(), stat())
    return stat(path, &one) == 0 && stat(other, &two) == 0
      && one.st_dev == two.st_dev && one.st_ino == two.st_ino
  }

  /// Checks that `path` can be written, before hours of work.
  ///
  /// - Throws: `CommandError` that names the path.
  public static func check(_ path: String) throws {
    guard !isStandardOutput(path) else { return }
    func refuse(_ reason: String) -> CommandError {
      CommandError.usage("cannot write '\(path)': \(reason)")
    }
    guard path.hasPrefix("/") || WorkingDirectory.exists else {
      throw refuse(WorkingDirectory.fault)
    }
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT != S_IFDIR else { throw refuse("it is a folder") }
      guard isWritable(path, status) else { throw refuse("it is read-only") }
      guard status.st_mode & S_IFMT == S_IFREG else { return }
    } else if errno != ENOENT {
      throw refuse(reason(errno))
    }
    let folder = folder(of: target(of: path))
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw refuse("there is no folder '\(folder)'")
    }
    guard access(folder, W_OK) == 0 else { throw refuse("the folder '\(folder)' is not writable") }
  }

  /// Writes `text` to `path`, as a whole or not at all. A link is followed, an existing file keeps
  /// its permissions, and a device or a pipe is written directly.
  ///
  /// - Throws: `CommandError` that names the path.
  public static func write(_ text: String, to path: String) throws {
    guard !isStandardOutput(path) else { return StandardOutput.write(text) }
    if isSame(path, STDERR_FILENO) {
      guard let code = writeAll(Array(text.utf8), to: STDERR_FILENO) else { return }
      throw CommandError.cannotWrite(path, because: code)
    }
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      return try fill(descriptor, with: text, named: path)
    }
    guard !isThere || isWritable(path, status) else {
      throw CommandError.cannotWrite(path, because: EACCES)
    }
    try replace(target(of: path), with: text, like: isThere ? status : nil, named: path)
  }

  /// Writes `text` to `path` as a whole or not at all, and replaces what is there, even a link: for
  /// the program's own files.
  ///
  /// - Throws: `CommandError` that names the path.
  public static func replace(_ path: String, with text: String) throws {
    try replace(path, with: text, like: nil, named: path)
  }

  private static func replace(
    _ target: String, with text: String, like status: stat?, named path: String
  ) throws {
    // With the process number, so that two commands that write one file do not disturb each other.
    let temporary = "\(target).\(getpid()).partial"
    do {
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      if let status {
        // Only the superuser can restore the owner of a file; that removes some permissions, so they
        // are set afterwards.
        _ = fchown(descriptor, status.st_uid, status.st_gid)
        fchmod(descriptor, status.st_mode & 0o7777)
      }
      try fill(descriptor, with: text, named: path)
      guard rename(temporary, target) == 0 else {
        throw CommandError.cannotWrite(path, because: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Writes everything to an open file, syncs it to the disk, and closes it.
  private static func fill(_ descriptor: Int32, with text: String, named path: String) throws {
    guard descriptor >= 0 else { throw CommandError.cannotWrite(path, because: errno) }
    var code = writeAll(Array(text.utf8), to: descriptor)
    // A device or a pipe cannot be synced.
    if code == nil, fsync(descriptor) != 0, ![EINVAL, EROFS, ENOTSUP].contains(errno) {
      code = errno
    }
    if close(descriptor) != 0, errno != EINTR { code = code ?? errno }
    if let code { throw CommandError.cannotWrite(path, because: code) }
  }

  /// Whether an existing file may be replaced. Not even the superuser replaces a read-only file.
  private static func isWritable(_ path: String, _ status: stat) -> Bool {
    access(path, W_OK) == 0 && status.st_mode & 0o222 != 0
  }

  /// The target of a link, even if nothing is there yet.
  private static func target(of path: String) -> String {
    var target = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      guard readlink(target, &buffer, Int(PATH_MAX)) > 0 else { break }
      let link = buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      target = link.hasPrefix("/") ? link : "\(folder(of: target))/\(link)"
    }
    return target
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
