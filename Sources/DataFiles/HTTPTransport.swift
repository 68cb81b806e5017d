public import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Downloads over HTTP and HTTPS with Foundation's URL session.
public struct HTTPTransport: DownloadTransport {
  /// The seconds without a byte after which a transfer has failed.
  public let idleTimeout: TimeInterval

  /// Makes a transport.
  public init(idleTimeout: TimeInterval = 30) { self.idleTimeout = idleTimeout }

  /// Sends a GET request, with a `Range` header if `offset` is not zero.
  public func get(_ url: URL, from offset: Int) -> AsyncThrowingStream<DownloadPart, any Error> {
    AsyncThrowingStream { continuation in
      var request = URLRequest(url: url, timeoutInterval: idleTimeout)
      // The file is compressed already, and a range counts the bytes of the file itself.
      request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
      if offset > 0 { request.setValue("bytes=\(offset)-", forHTTPHeaderField: "Range") }
      let configuration = URLSessionConfiguration.ephemeral
      configuration.urlCache = nil
      let session = URLSession(
        configuration: configuration, delegate: Receiver(continuation), delegateQueue: nil)
      let task = session.dataTask(with: request)
      continuation.onTermination = { _ in
        task.cancel()
        session.finishTasksAndInvalidate()
      }
      task.resume()
    }
  }

  private final class Receiver: NSObject, URLSessionDataDelegate {
    private let continuation: AsyncThrowingStream<DownloadPart, any Error>.Continuation

    init(_ continuation: AsyncThrowingStream<DownloadPart, any Error>.Continuation) {
      self.continuation = continuation
    }

    func urlSession(
      _: URLSession, dataTask _: URLSessionDataTask, didReceive response: URLResponse,
      completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
      if let response = response as? HTTPURLResponse {
        let range = ContentRange(response.value(forHTTPHeaderField: "Content-Range") ?? "")
        let length = response.expectedContentLength
        let total = range == nil ? (length >= 0 ? Int(length) : nil) : range?.total
        continuation.yield(
          .response(status: response.statusCode, start: range?.start ?? 0, total: total))
      }
      completionHandler(.allow)
    }

    func urlSession(_: URLSession, dataTask _: URLSessionDataTask, didReceive data: Data) {
      continuation.yield(.bytes(data))
    }

    func urlSession(_: URLSession, task _: URLSessionTask, didCompleteWithError error: (any Error)?)
    {
      continuation.finish(throwing: error.map(TransportFault.init))
    }
  }
}

/// The header `Content-Range: bytes START-END/TOTAL` (RFC 9110, section 14.4).
private struct ContentRange {
  let start: Int
  let total: Int?

  init?(_ header: String) {
    let parts = header.split(whereSeparator: { " -/".contains($0) })
    guard parts.count == 4, parts[0] == "bytes", let start = Int(parts[1]) else { return nil }
    self.start = start
    total = Int(parts[3])
  }
}

/// A failed transfer in words that a user understands.
private struct TransportFault: Error, CustomStringConvertible {
  let description: String

  init(_ error: any Error) {
    description =
      switch (error as? URLError)?.code {
      case .cannotFindHost?, .dnsLookupFailed?: "the host cannot be found"
      case .cannotConnectToHost?: "the host refuses the connection"
      case .notConnectedToInternet?: "there is no network"
      case .timedOut?: "the host does not answer"
      case .networkConnectionLost?: "the connection broke"
      case .secureConnectionFailed?, .serverCertificateUntrusted?: "the TLS connection failed"
      default: error.localizedDescription
      }
  }
}
