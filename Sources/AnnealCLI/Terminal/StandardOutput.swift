internal import Foundation
internal import Synchronization

/// The only writer of standard output, which checks that every byte is written.
///
/// Output is buffered until the buffer is full, unless it goes to a terminal, or until ``flush()``.
/// A failed write does not throw, since a training must not end when its reader does. The first
/// failure is remembered, later output is dropped, and ``finish()`` reports the failure at the end
/// of the command.
public enum StandardOutput {
  private struct State {
    var pending: [UInt8] = []
    var failure: Int32?
  }

  private static let state = Mutex(State())
  private static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes `text`.
  public static func write(_ text: String) {
    state.withLock { state in
      state.pending.append(contentsOf: text.utf8)
      if isTerminal || state.pending.count >= 1 << 16 { send(&state) }
    }
  }

  /// Writes the buffer.
  public static func flush() { state.withLock { send(&$0) } }

  /// Writes the buffer, and checks that all output was written.
  ///
  /// It is not a failure if the reader has closed the pipe, as `head` does.
  ///
  /// - Throws: `CommandError` with the system's words, such as those for a full disk.
  public static func finish() throws {
    flush()
    guard let code = state.withLock(\.failure), ![EPIPE, EIO].contains(code) else { return }
    throw CommandError.cannotWrite("standard output", because: code)
  }

  /// Opens standard streams that the starter has closed, so that no other file gets their numbers
  /// and receives the output.
  public static func prepare() {
    for (descriptor, flags) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      // Opened for the wrong direction, so that using it fails as with a closed one.
      _ = open("/dev/null", flags)
    }
    if fcntl(STDERR_FILENO, F_GETFD) < 0 { _ = open("/dev/null", O_RDWR) }
  }

  private static func send(_ state: inout State) {
    defer { state.pending.removeAll(keepingCapacity: true) }
    guard state.failure == nil else { return }
    state.failure = writeAll(state.pending, to: STDOUT_FILENO)
  }
}

/// Writes all of `bytes`, and returns the system's code of a failure.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  bytes.withUnsafeBytes { bytes in
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Foundation.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 {
        return ENOSPC
      } else if errno == EAGAIN {
        // Another program made the stream non-blocking, so wait here.
        var one = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&one, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}

/// Writes `text` and a newline to standard output.
public func say(_ text: String = "", terminator: String = "\n") {
  StandardOutput.write(text + terminator)
}
