internal import Foundation
internal import Synchronization

/// The one writer of standard output, which sees to every byte.
///
/// What is said is kept until there is much of it, somebody looks, or ``flush()`` is called. A write that
/// fails does not throw, since a training must not end with its reader: the first failure is kept, what
/// comes after it is dropped, and ``finish()`` tells at the end of the command.
public enum StandardOutput {
  private struct State {
    var pending: [UInt8] = []
    var failure: Int32?
  }

  private static let state = Mutex(State())
  private static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Says `text`.
  public static func write(_ text: String) {
    state.withLock { state in
      state.pending.append(contentsOf: text.utf8)
      if isTerminal || state.pending.count >= 1 << 16 { send(&state) }
    }
  }

  /// Sees that everything said so far reaches its reader.
  public static func flush() { state.withLock { send(&$0) } }

  /// Sees that everything said has reached its reader.
  ///
  /// A reader that went away, as `head` does, has all it wanted: that is no failure.
  ///
  /// - Throws: `CommandError` with the system's words, such as those for a full disk.
  public static func finish() throws {
    flush()
    guard let code = state.withLock(\.failure), ![EPIPE, EIO].contains(code) else { return }
    throw CommandError.cannotWrite("standard output", because: code)
  }

  /// Gives every standard stream that the starter closed something to lead to, so that no file that is
  /// opened later takes its number, and what is said with it.
  public static func prepare() {
    for (descriptor, flags) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      // Opened the wrong way round, its use still fails as that of a closed one does.
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

/// Writes all of `bytes`, and answers the system's code if it cannot.
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
        // Another program made the stream one that does not wait, so this one has to.
        var one = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&one, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}

/// Says `text` on standard output, with a line's end behind it.
public func say(_ text: String = "", terminator: String = "\n") {
  StandardOutput.write(text + terminator)
}
