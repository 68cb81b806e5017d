import Foundation
import Synchronization

/// A small HTTP server on 127.0.0.1 for one file.
final class LoopbackServer: Sendable {
  let port: UInt16
  private let log = Log()
  // A closed connection must not end the process with SIGPIPE.
  #if os(Linux)
    private static let flags = Int32(MSG_NOSIGNAL)
  #else
    private static let flags: Int32 = 0
  #endif
  private let listener: Int32

  /// Starts a server that knows ranges, or not, and that may break off after some bytes.
  init(_ content: Data, ranges: Bool = true, breaksAfter: Int? = nil, status: Int = 200) throws {
    // `SOCK_STREAM` is an enumeration on Linux and a number elsewhere.
    #if os(Linux)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let listener = socket(AF_INET, kind, 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 8) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [log] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        Self.serve(connection, content, ranges, breaksAfter, status, log)
        close(connection)
      }
    }
  }

  /// The offsets at which the answers so far started.
  var starts: [Int] { log.starts.withLock { $0 } }

  private final class Log: Sendable {
    let starts = Mutex<[Int]>([])
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  var url: String { "http://127.0.0.1:\(port)/rates.gz" }

  private static func serve(
    _ connection: Int32, _ content: Data, _ ranges: Bool, _ breaksAfter: Int?, _ status: Int,
    _ log: Log
  ) {
    var request = Data()
    var buffer = [UInt8](repeating: 0, count: 4096)
    while request.range(of: Data("\r\n\r\n".utf8)) == nil {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      request.append(contentsOf: buffer[..<count])
    }
    let lines = String(decoding: request, as: UTF8.self).components(separatedBy: "\r\n")
    let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
    let start = ranges ? range.flatMap { Int($0.dropFirst(13).dropLast()) } ?? 0 : 0
    log.starts.withLock { $0.append(start) }
    var head = "HTTP/1.1 \(start > 0 ? 206 : status) X\r\nContent-Length: \(content.count - start)"
    if start > 0 {
      head += "\r\nContent-Range: bytes \(start)-\(content.count - 1)/\(content.count)"
    }
    let body = content.dropFirst(start).prefix(breaksAfter ?? .max)
    let answer = [UInt8](Data((head + "\r\nConnection: close\r\n\r\n").utf8) + body)
    var sent = 0
    while sent < answer.count {
      let count = answer.withUnsafeBytes {
        send(connection, $0.baseAddress! + sent, answer.count - sent, Self.flags)
      }
      guard count > 0 else { return }
      sent += count
    }
  }
}
