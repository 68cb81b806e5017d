import DataFiles
import Foundation
import Testing

@Suite struct DataCacheTests {
  private let folder = try! TemporaryFolder()
  private let file = Samples.file(["https://one.test/rates.gz", "https://two.test/rates.gz"])

  private var set: URL { folder.url.appendingPathComponent("anneal/set") }

  private func cache(_ answers: ScriptedTransport.Answer...) -> (DataCache, ScriptedTransport) {
    let transport = ScriptedTransport(answers)
    let environment = ["XDG_CACHE_HOME": folder.url.path]
    return (DataCache(environment: environment, transport: transport), transport)
  }

  private func fault(_ cache: DataCache) async -> DataFileError? {
    await #expect(throws: DataFileError.self) { try await cache.contents(of: file) }
  }

  private func put(_ data: Data, _ name: String) throws {
    try FileManager.default.createDirectory(at: set, withIntermediateDirectories: true)
    try data.write(to: set.appendingPathComponent(name))
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: set.path).sorted()
  }

  @Test(arguments: [
    (["ANNEAL_DATA": "/data", "XDG_CACHE_HOME": "/x"], "/data", true),
    (["ANNEAL_DATA": "", "XDG_CACHE_HOME": "/x", "HOME": "/home/me"], "/x/anneal", false),
    (["XDG_CACHE_HOME": "relative", "HOME": "/home/me"], "/home/me/.cache/anneal", false),
    (["HOME": "/home/me"], "/home/me/.cache/anneal", false),
  ])
  func `the environment says where the data are`(
    environment: [String: String], path: String, isUserFolder: Bool
  ) {
    let cache = DataCache(environment: environment)
    #expect(cache.folder.path == path)
    #expect(cache.isUserFolder == isUserFolder)
  }

  @Test func `a missing file is downloaded once and then read from disk`() async throws {
    let (cache, transport) = cache(.file(Samples.compressed))
    #expect(try await cache.contents(of: file) == Samples.content)
    #expect(try await cache.contents(of: file) == Samples.content)
    #expect(transport.requests == ["one.test@0"])
    #expect(try names() == ["rates.gz"])
  }

  @Test(arguments: [("rates.gz", true), ("rates", false), ("rates.gz", false)])
  func `a file that lies there compressed or not is accepted`(
    name: String, isCompressed: Bool
  ) async throws {
    try put(isCompressed ? Samples.compressed : Samples.content, name)
    let (cache, transport) = cache()
    #expect(try await cache.contents(of: file) == Samples.content)
    #expect(transport.requests.isEmpty)
  }

  @Test func `the next mirror is tried when one fails`() async throws {
    let (cache, transport) = cache(.status(404), .file(Samples.compressed))
    #expect(try await cache.contents(of: file) == Samples.content)
    #expect(transport.requests == ["one.test@0", "two.test@0"])
  }

  @Test func `without a network the error names the hosts and the ways out`() async throws {
    let (cache, _) = cache(.fault("the host cannot be found"), .status(503))
    #expect(
      await fault(cache)?.description
        == "set/rates.gz: one of the file's mirrors must deliver it; received "
        + "one.test: the host cannot be found, two.test: HTTP status 503; put the file at "
        + "\(set.path)/rates.gz, or set ANNEAL_DATA to a folder that has it")
    #expect(try names() == [])
  }

  @Test func `a broken download goes on where it stopped`() async throws {
    let (cache, transport) = cache(
      .broken(Samples.compressed, after: 20), .broken(Samples.compressed, after: 31))
    #expect(await fault(cache)?.kind == .network)
    #expect(transport.requests == ["one.test@0", "two.test@20"])
    #expect(
      try Data(contentsOf: set.appendingPathComponent(".rates.gz.part"))
        == Samples.compressed.prefix(31))
    let (second, later) = self.cache(.file(Samples.compressed))
    #expect(try await second.contents(of: file) == Samples.content)
    #expect(later.requests == ["one.test@31"])
    #expect(try names() == ["rates.gz"])
  }

  @Test func `a server that ignores ranges restarts the file`() async throws {
    try put(Samples.compressed.prefix(20), ".rates.gz.part")
    let (cache, transport) = cache(.wholeFile(Samples.compressed))
    #expect(try await cache.contents(of: file) == Samples.content)
    #expect(transport.requests == ["one.test@20"])
  }

  @Test func `a part that does not fit the server's file is given up`() async throws {
    try put(Data(repeating: 7, count: 100), ".rates.gz.part")
    let (cache, transport) = cache(.status(416), .file(Samples.compressed))
    #expect(try await cache.contents(of: file) == Samples.content)
    #expect(transport.requests == ["one.test@100", "one.test@0"])
  }

  @Test func `a resumed file with a wrong start is downloaded again`() async throws {
    try put(Data(repeating: 7, count: 20), ".rates.gz.part")
    let (cache, transport) = cache(.file(Samples.compressed), .file(Samples.compressed))
    #expect(try await cache.contents(of: file) == Samples.content)
    #expect(transport.requests == ["one.test@20", "one.test@0"])
  }

  @Test func `other content from every mirror is refused and leaves nothing`() async throws {
    let (cache, _) = cache(.file(Data("<html>".utf8)), .file(Samples.secondMember))
    let error = await fault(cache)
    #expect(error?.kind == .checksum)
    #expect(error?.received.contains("SHA-256 080aee91") == true)
    // sha256sum of `<html>`.
    #expect(error?.received.contains("but is b7d082ee12") == true, "\(error?.received ?? "")")
    #expect(try names().isEmpty)
  }

  @Test func `an endless answer is cut off`() async throws {
    let (cache, _) = cache(.file(Data(count: 1 << 20)), .file(Samples.compressed))
    #expect(try await cache.contents(of: file) == Samples.content)
  }

  @Test func `a damaged file in the cache is reported, not replaced`() async throws {
    try put(Samples.secondMember, "rates.gz")
    let (cache, transport) = cache()
    let error = await fault(cache)
    #expect(error?.kind == .checksum)
    #expect(error?.file == "\(set.path)/rates.gz")
    #expect(error?.advice == "delete it to have it downloaded again")
    #expect(transport.requests.isEmpty)
  }

  @Test func `a file missing under ANNEAL_DATA is not downloaded`() async throws {
    let transport = ScriptedTransport([.file(Samples.compressed)])
    let cache = DataCache(environment: ["ANNEAL_DATA": folder.url.path], transport: transport)
    #expect(
      await fault(cache)?.description
        == "\(folder.url.path)/set/rates.gz: the file must be in the folder that ANNEAL_DATA "
        + "names; received no file of that name, with or without .gz; put it there, or unset "
        + "ANNEAL_DATA to have it downloaded")
    #expect(transport.requests.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func `two downloads of the same file are one`() async throws {
    let (cache, transport) = cache(.slowFile(Samples.compressed))
    try await withThrowingTaskGroup(of: Data.self) { group in
      for _ in 0..<8 { group.addTask { try await cache.contents(of: file) } }
      for try await data in group { #expect(data == Samples.content) }
    }
    #expect(transport.requests == ["one.test@0"])
    #expect(try names() == ["rates.gz"])
  }

  @Test func `a cache folder that cannot be made is named`() async throws {
    try Data().write(to: folder.url.appendingPathComponent("anneal"))
    let (cache, _) = cache()
    let error = await fault(cache)
    #expect(error?.kind == .inputOutput)
    #expect(error?.file == set.path)
  }

  @Test func `a full disk ends the download and leaves nothing`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      // A file larger than the limit is refused with EFBIG, once the signal is ignored.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 16, rlim_max: 16)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let cache = DataCache(
        environment: ["XDG_CACHE_HOME": folder.url.path],
        transport: ScriptedTransport([.file(Samples.compressed), .file(Samples.compressed)]))
      do {
        _ = try await cache.contents(of: Samples.file(["https://one.test/", "https://two.test/"]))
        exit(1)
      } catch let error as DataFileError {
        guard error.kind == .diskFull, error.received == "\"File too large\"" else { exit(2) }
      }
      let set = folder.url.appendingPathComponent("anneal/set").path
      let names = try FileManager.default.contentsOfDirectory(atPath: set)
      try FileManager.default.removeItem(at: folder.url)
      exit(names.isEmpty ? 0 : 3)
    }
  }
}
