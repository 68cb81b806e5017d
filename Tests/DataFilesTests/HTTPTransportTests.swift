import DataFiles
import Foundation
import Synchronization
import Testing

/// The real transport against a real server on 127.0.0.1.
@Suite(.timeLimit(.minutes(10))) struct HTTPTransportTests {
  private let folder = try! TemporaryFolder()

  private var cache: DataCache { DataCache(environment: ["XDG_CACHE_HOME": folder.url.path]) }

  @Test func `a file is downloaded with its progress`() async throws {
    let server = try LoopbackServer(Samples.compressed)
    let seen = Mutex<[DownloadProgress]>([])
    let data = try await cache.contents(of: Samples.file([server.url])) { progress in
      seen.withLock { $0.append(progress) }
    }
    #expect(data == Samples.content)
    let last = seen.withLock { $0.last }
    #expect(last?.received == 56 && last?.total == 56 && last?.host == "127.0.0.1")
    #expect(last?.path == "set/rates.gz")
  }

  @Test(arguments: [true, false])
  func `a connection that breaks is resumed`(ranges: Bool) async throws {
    let breaking = try LoopbackServer(Samples.compressed, breaksAfter: 20)
    let error = await #expect(throws: DataFileError.self) {
      try await cache.contents(of: Samples.file([breaking.url]))
    }
    #expect(error?.kind == .network)
    let part = folder.url.appendingPathComponent("anneal/set/.rates.gz.part")
    #expect(try Data(contentsOf: part) == Samples.compressed.prefix(20))
    let whole = try LoopbackServer(Samples.compressed, ranges: ranges)
    let first = Mutex<DownloadProgress?>(nil)
    let data = try await cache.contents(of: Samples.file([whole.url])) { progress in
      first.withLock { $0 = $0 ?? progress }
    }
    #expect(data == Samples.content)
    #expect(first.withLock { $0?.total } == 56)
    #expect(whole.starts == [ranges ? 20 : 0])
  }

  @Test func `a status and a closed port are told in words`() async throws {
    let server = try LoopbackServer(Data("nothing".utf8), status: 404)
    // A port that was just free: the server that had it is gone.
    let closed = try LoopbackServer(Data()).url
    let error = await #expect(throws: DataFileError.self) {
      try await cache.contents(of: Samples.file([server.url, closed]))
    }
    #expect(
      error?.received
        == "127.0.0.1: HTTP status 404, 127.0.0.1: the host refuses the connection")
  }
}
