import DataFiles
import Foundation
import Synchronization

/// A network whose every answer the test writes; it keeps the list of what was asked.
final class ScriptedTransport: DownloadTransport {
  /// What one request is answered with.
  enum Answer: Sendable {
    /// The bytes from the offset asked for, as a server that knows ranges sends them.
    case file(Data)
    /// The whole file, after a while.
    case slowFile(Data)
    /// The whole file, whatever was asked for.
    case wholeFile(Data)
    /// The first bytes, then a broken connection.
    case broken(Data, after: Int)
    /// A status and an error page.
    case status(Int)
    /// No answer at all.
    case fault(String)
  }

  struct Fault: Error, CustomStringConvertible { let description: String }

  private let answers: Mutex<[Answer]>
  private let asked = Mutex<[String]>([])

  init(_ answers: [Answer]) { self.answers = Mutex(answers) }

  /// The requests so far, as `host@offset`.
  var requests: [String] { asked.withLock { $0 } }

  func get(_ url: URL, from offset: Int) -> AsyncThrowingStream<DownloadPart, any Error> {
    asked.withLock { $0.append("\(url.host ?? "")@\(offset)") }
    let answer = answers.withLock { $0.isEmpty ? .fault("asked too often") : $0.removeFirst() }
    return AsyncThrowingStream { continuation in
      switch answer {
      case .file(let data):
        continuation.yield(
          .response(status: offset > 0 ? 206 : 200, start: offset, total: data.count))
        continuation.yield(.bytes(Data(data.dropFirst(offset))))
        continuation.finish()
      case .wholeFile(let data):
        continuation.yield(.response(status: 200, start: 0, total: data.count))
        continuation.yield(.bytes(data))
        continuation.finish()
      case .slowFile(let data):
        Task {
          try await Task.sleep(for: .milliseconds(100))
          continuation.yield(.response(status: 200, start: 0, total: data.count))
          continuation.yield(.bytes(data))
          continuation.finish()
        }
      case .broken(let data, let end):
        continuation.yield(
          .response(status: offset > 0 ? 206 : 200, start: offset, total: data.count))
        continuation.yield(.bytes(Data(data[offset..<end])))
        continuation.finish(throwing: Fault(description: "the connection broke"))
      case .status(let status):
        continuation.yield(.response(status: status, start: 0, total: 9))
        continuation.yield(.bytes(Data("not found".utf8)))
        continuation.finish()
      case .fault(let text): continuation.finish(throwing: Fault(description: text))
      }
    }
  }
}
