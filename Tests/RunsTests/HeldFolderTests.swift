import Foundation
import Runs
import Testing

@Suite struct HeldFolderTests {
  private let parent = try! TemporaryFolder()

  private func held() throws -> HeldFolder {
    let url = parent.url.appendingPathComponent("runs")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return try HeldFolder(url)
  }

  private func move(_ folder: HeldFolder, to name: String) throws -> URL {
    let target = parent.url.appendingPathComponent(name)
    try FileManager.default.moveItem(at: folder.url, to: target)
    return target
  }

  @Test func `a folder that stays is in place`() throws {
    let folder = try held()
    #expect(folder.isInPlace && folder.location == folder.url)
    try folder.check()
  }

  @Test func `a moved one is followed`() throws {
    let folder = try held()
    let target = try move(folder, to: "kept")
    #expect(!folder.isInPlace)
    #expect(
      folder.location?.resolvingSymlinksInPath().path == target.resolvingSymlinksInPath().path)
    let error = #expect(throws: RunsError.self) { try folder.check() }
    #expect(error?.kind == .moved)
    #expect(error?.received.hasPrefix("that it was moved to ") == true)
  }

  @Test func `another one in its place is not it`() throws {
    let folder = try held()
    _ = try move(folder, to: "kept")
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: false)
    #expect(!folder.isInPlace)
    #expect(throws: RunsError.self) { try folder.check() }
  }

  @Test func `a removed one is nowhere`() throws {
    let folder = try held()
    try FileManager.default.removeItem(at: folder.url)
    #expect(folder.location == nil)
    let error = #expect(throws: RunsError.self) { try folder.check() }
    #expect(error?.received == "that it was removed")
  }

  @Test func `a folder that is not there cannot be held`() throws {
    let error = #expect(throws: RunsError.self) {
      try HeldFolder(parent.url.appendingPathComponent("none"))
    }
    #expect(error?.received == "\"No such file or directory\"")
  }
}
