public import Foundation

/// Fetches the bytes behind a URL, from any offset: the door between ``DataCache`` and the network.
public protocol DownloadTransport: Sendable {
  /// Asks for `url` from byte `offset` on, and answers with one response, then its bytes in order.
  ///
  /// The stream throws errors with a description for users; when it is dropped, the
  /// transfer stops.
  func get(_ url: URL, from offset: Int) -> AsyncThrowingStream<DownloadPart, any Error>
}

/// A piece of a server's response.
public enum DownloadPart: Sendable, Hashable {
  /// The HTTP status, the offset at which the bytes start, and the size of the whole file, if told.
  case response(status: Int, start: Int, total: Int?)
  /// The next bytes.
  case bytes(Data)
}

/// How far a download has come.
public struct DownloadProgress: Sendable, Hashable {
  /// The file's path below the data folder.
  public let path: String
  /// The host it comes from.
  public let host: String
  /// The bytes on disk so far, those of an earlier, interrupted download included.
  public let received: Int
  /// The bytes of the whole file, if the server told.
  public let total: Int?
}
