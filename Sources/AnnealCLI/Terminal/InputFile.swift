internal import Foundation

/// An input file, which may be a pipe or a device; `-` is standard input.
enum InputFile {
  /// All bytes of the file at `path`.
  ///
  /// - Throws: `CommandError` that names the path, in the system's words.
  static func read(_ path: String) throws -> Data {
    let isStandardInput = path == "-"
    let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    func refuse() -> CommandError {
      let name = isStandardInput ? "standard input" : "'\(path)'"
      return CommandError.usage("cannot read \(name): \(reason(errno))")
    }
    guard descriptor >= 0 else { throw refuse() }
    defer { if !isStandardInput { close(descriptor) } }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw refuse() }
      if count == 0 { return data }
      data.append(contentsOf: buffer[..<count])
    }
  }
}
