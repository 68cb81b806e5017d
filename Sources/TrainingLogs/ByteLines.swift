/// The lines of a file one after another, without their ends, in constant memory.
struct ByteLines {
  private let file: LogFile
  private var buffer: [UInt8] = []
  private var start = 0
  /// Up to where the buffer has no end of a line.
  private var scanned = 0
  private var offset = 0
  private var isSkipping = false
  /// The number of the line that was given last, from 1.
  private(set) var number = 0
  /// Lines that were too long to be of a log.
  private(set) var overlong = 0

  /// The longest line that is read: a log has none so long.
  static let longest = 1 << 24

  init(_ file: LogFile) { self.file = file }

  /// Gives the next line to `read`; nil after the last one.
  mutating func next<Result>(_ read: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
    -> Result?
  {
    while true {
      if let end = endOfLine() {
        let range = start..<end
        start = end + 1
        scanned = start
        number += 1
        if isSkipping {
          isSkipping = false
          overlong += 1
          continue
        }
        return try buffer.withUnsafeBufferPointer { all in
          var line = UnsafeBufferPointer(rebasing: all[range])
          if line.last == 13 { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
          if number == 1, line.count >= 3, line[0] == 0xEF, line[1] == 0xBB, line[2] == 0xBF {
            line = UnsafeBufferPointer(rebasing: line.dropFirst(3))
          }
          return try read(line)
        }
      }
      if buffer.count - start > Self.longest {
        isSkipping = true
        start = buffer.count
      }
      if start > 0 {
        buffer.removeSubrange(..<start)
        start = 0
      }
      scanned = buffer.count
      let piece = file.read(at: offset, 1 << 16)
      offset += piece.count
      if piece.isEmpty {
        if isSkipping { overlong += 1 }
        guard !buffer.isEmpty, !isSkipping else { return nil }
        buffer.append(10)
      } else {
        buffer.append(contentsOf: piece)
      }
    }
  }

  private func endOfLine() -> Int? {
    buffer.withUnsafeBufferPointer { all in
      var position = scanned
      while position < all.count {
        if all[position] == 10 { return position }
        position += 1
      }
      return nil
    }
  }
}
