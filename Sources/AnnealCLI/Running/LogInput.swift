internal import Foundation
internal import TrainingLogs

/// The log that a command is given: something with a path, or bytes that can be read once.
enum LogInput {
  /// A file, a folder of logs, or a pattern; with the size of a file in bytes.
  case stored(path: String, size: Int)
  /// Standard input, for `-`, or a pipe.
  case stream(LogFile)

  /// Reads a stream to its end; what has a path is read later, in pieces. A file called `-` is
  /// `./-`.
  ///
  /// - Throws: `CommandError` if a stream cannot be read, or nothing has this path.
  init(_ path: String) throws {
    guard path != "-" else {
      self = .stream(LogFile(Array(try InputFile.read(path)), name: "standard input"))
      return
    }
    var facts = stat()
    let isRegular = stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
    self =
      isRegular || LogFolder.matches(path)
      ? .stored(path: path, size: Int(facts.st_size))
      : .stream(LogFile(Array(try InputFile.read(path)), name: path))
  }
}
