package import Foundation

/// The lines of a file that grows, without what colours them.
///
/// A line ends with a newline, or where a program goes back to overwrite it, as progress bars do.
package struct OutputTail {
  private let path: String
  private var offset = 0
  private var rest: [UInt8] = []
  /// Whether anything was there at all.
  package var isEmpty: Bool { offset == 0 }

  /// The longest line that is kept.
  private static let longest = 1 << 16
  /// The most that is read at once.
  private static let piece = 1 << 18

  /// The file at `url`, which need not be there yet.
  package init(_ url: URL) { path = url.path }

  /// Gives each whole new line to `body`, and the last one without an end too if `isOver`.
  /// Returns whether there was anything new.
  @discardableResult
  package mutating func read(isOver: Bool, _ body: ([UInt8]) -> Void) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    var buffer = [UInt8](repeating: 0, count: Self.piece)
    var hasNew = false
    // one that prints without end must not keep the others waiting
    let end = isOver ? Int.max : offset + 16 * Self.piece
    while descriptor >= 0, offset < end {
      let count = pread(descriptor, &buffer, buffer.count, off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      offset += count
      hasNew = true
      for byte in buffer[..<count] {
        if byte == 10 || byte == 13 || byte == 8 {
          give(to: body)
        } else if rest.count < Self.longest {
          rest.append(byte)
        }
      }
    }
    if isOver { give(to: body) }
    return hasNew
  }

  private mutating func give(to body: ([UInt8]) -> Void) {
    defer { rest.removeAll(keepingCapacity: true) }
    guard !rest.isEmpty else { return }
    let line = Self.plain(rest)
    if line.contains(where: { $0 > 32 }) { body(line) }
  }

  /// The lines of a whole text.
  static func lines(of text: [UInt8]) -> [[UInt8]] {
    text.split { $0 == 10 || $0 == 13 || $0 == 8 }.map { plain(Array($0)) }
      .filter { $0.contains { $0 > 32 } }
  }

  /// The line without the escape sequences of a terminal.
  static func plain(_ line: [UInt8]) -> [UInt8] {
    guard line.contains(27) else { return line }
    var plain: [UInt8] = []
    var position = 0
    while position < line.count {
      guard line[position] == 27 else {
        plain.append(line[position])
        position += 1
        continue
      }
      position += 1
      guard position < line.count, line[position] == UInt8(ascii: "[") else {
        position += 1
        continue
      }
      position += 1
      while position < line.count, !(0x40...0x7E).contains(line[position]) { position += 1 }
      position += 1
    }
    return plain
  }
}
