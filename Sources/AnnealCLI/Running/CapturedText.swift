internal import Foundation

/// What a child process writes to one of its streams, through a pipe.
struct CapturedText: CustomStringConvertible {
  private var bytes: [UInt8] = []
  private var readingEnd: Int32 = -1
  /// The descriptor for the child.
  private(set) var writingEnd: Int32 = -1

  /// A program that writes without end must not fill the memory.
  private static let largestSize = 1 << 20

  /// The text so far.
  var description: String { String(decoding: bytes, as: UTF8.self) }

  /// Makes the pipe.
  ///
  /// - Throws: `CommandError` with the system's reason.
  mutating func open() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw CommandError("cannot make a pipe: \(reason(errno))") }
    (readingEnd, writingEnd) = (ends[0], ends[1])
    // The child has its copy as an output; no other program that is started inherits an end.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  /// Closes the child's end in this process, so that the text ends with the child.
  mutating func closeWritingEnd() {
    Foundation.close(writingEnd)
    writingEnd = -1
  }

  /// Closes what is open.
  func close() {
    for descriptor in [readingEnd, writingEnd] where descriptor >= 0 {
      Foundation.close(descriptor)
    }
  }

  /// Reads once from each pipe that has something, after waiting at most so many milliseconds for
  /// it; returns whether there was something.
  static func read(_ texts: inout [CapturedText], waiting milliseconds: Int32) -> Bool {
    var polled = texts.map { pollfd(fd: $0.readingEnd, events: Int16(POLLIN), revents: 0) }
    guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    for index in texts.indices where polled[index].revents != 0 {
      let count = Foundation.read(texts[index].readingEnd, &buffer, buffer.count)
      if count > 0 {
        let room = largestSize - texts[index].bytes.count
        texts[index].bytes += buffer[..<min(count, room)]
      } else if count == 0 || errno != EINTR {
        // At its end, the pipe would be reported as readable for ever.
        Foundation.close(texts[index].readingEnd)
        texts[index].readingEnd = -1
      }
    }
    return true
  }
}
