import DataFiles
import Foundation

/// Writes lines into a file, as a whole or not at all.
package enum LinesFile {
  /// Writes `lines` to `path`, each with a line feed.
  ///
  /// They are written beside it first, so that the file is whole or not there. A pipe or a device is
  /// written to directly.
  ///
  /// - Throws: ``DataFileError`` when the system refuses.
  package static func write(_ lines: some Sequence<String>, to path: String) throws {
    let destination = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    do {
      if let handle = stream(destination) {
        try write(lines) { try handle.write(contentsOf: $0) }
        try handle.close()
        return
      }
      let hidden = ".\(destination.lastPathComponent).\(getpid()).part"
      let part = try PartFile(
        at: destination.deletingLastPathComponent().appendingPathComponent(hidden))
      do {
        try part.restart()
        try write(lines, part.append)
        try part.moveIntoPlace(destination)
      } catch {
        part.remove()
        throw error
      }
    } catch {
      let fault = error as? DataFileError
      let reason = fault?.received ?? "\"\(error.localizedDescription)\""
      let isFull = fault?.kind == .diskFull || (error as? CocoaError)?.code == .fileWriteOutOfSpace
      throw DataFileError(
        isFull ? .diskFull : .inputOutput, file: path,
        requirement: isFull
          ? "the disk must have room for the predictions" : "the predictions must be writable",
        received: reason)
    }
  }

  /// A handle on what is there already and cannot be replaced, such as a pipe.
  private static func stream(_ url: URL) -> FileHandle? {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    let kind = status.st_mode & S_IFMT
    return kind == S_IFREG || kind == S_IFDIR ? nil : FileHandle(forWritingAtPath: url.path)
  }

  private static func write(
    _ lines: some Sequence<String>, _ append: (Data) throws -> Void
  ) throws {
    var pending = Data()
    for line in lines {
      pending.append(contentsOf: line.utf8)
      pending.append(UInt8(ascii: "\n"))
      if pending.count >= 1 << 20 {
        try append(pending)
        pending.removeAll(keepingCapacity: true)
      }
    }
    try append(pending)
  }
}
