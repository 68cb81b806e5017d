import DataFiles
import Foundation
import Media
import Synchronization
import Testing

@Suite struct ImageStoreTests {
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for index in 0..<20 {
      let name = index.isMultiple(of: 2) ? "color.png" : "gray.jpg"
      try folder.write("photos/\(name.prefix(4))/\(index).png", PictureSample.named(name))
    }
    return folder
  }

  private func listed(_ folder: TemporaryFolder) throws -> LabelledFolder {
    try LabelledFolder(folder.url.appending(path: "photos"), of: .pictures)
  }

  @Test func `pictures come back as they are when decoded and resized by hand`() throws {
    let folder = try folder()
    let list = try listed(folder)
    var calls: [[Int]] = []
    let store = try ImageStore(list, cache: folder.url.appending(path: "cache")) {
      calls.append([$0, $1])
    }
    #expect(calls.first == [0, 20] && calls.last == [20, 20])
    // Ten of 13 × 17 and ten of 26 × 34: the upper median.
    #expect(store.size == ImageSize(channels: 3, height: 26, width: 34))
    for (index, entry) in list.entries.enumerated() {
      let data = try Data(contentsOf: list.folder.appending(path: entry.path))
      let image = try ImageFile.decode(data, file: entry.path)
      #expect(
        store.image(at: index)
          == image.converted(toChannels: 3).resized(height: 26, width: 34))
    }
  }

  @Test func `a second store takes the file of the first, a changed picture makes another`() throws
  {
    let folder = try folder()
    let cache = folder.url.appending(path: "cache")
    let size = ImageSize(channels: 1, height: 5, width: 6)
    let first = try ImageStore(listed(folder), size: size, cache: cache)
    var calls: [Int] = []
    let second = try ImageStore(listed(folder), size: size, cache: cache) { done, _ in
      calls.append(done)
    }
    #expect(second.file == first.file && calls == [20])
    try folder.write("photos/colo/0.png", PictureSample.named("gray.png"))
    let third = try ImageStore(listed(folder), size: size, cache: cache)
    #expect(third.file != first.file)
    let gray = try ImageFile.decode(PictureSample.named("gray.png"), file: "gray")
    #expect(third.image(at: 0) == gray.resized(height: 5, width: 6))
  }

  @Test func `a cache that was cut short is made again`() throws {
    let folder = try folder()
    let cache = folder.url.appending(path: "cache")
    let store = try ImageStore(listed(folder), cache: cache)
    let whole = try Data(contentsOf: store.file)
    try FileManager.default.removeItem(at: store.file)
    try whole.dropLast(10).write(to: store.file)
    _ = try ImageStore(listed(folder), cache: cache)
    #expect(try Data(contentsOf: store.file) == whole)
  }

  @Test func `the first damaged picture is named and nothing is left behind`() throws {
    let folder = try folder()
    let cache = folder.url.appending(path: "cache")
    for index in [7, 3, 5] {
      try folder.write("photos/gray/\(index).png", PictureSample.named("gray.jpg").prefix(300))
    }
    let size = ImageSize(channels: 1, height: 8, width: 8)
    let fault = message(in: folder.url) {
      _ = try ImageStore(listed(folder), size: size, cache: cache)
    }
    #expect(fault.hasPrefix("photos/gray/3.png: a picture must be whole and undamaged; received"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path).isEmpty)
  }

  @Test func `what a killed process left is removed`() throws {
    let folder = try folder()
    let name = "cache/.0123456789abcdef.records.\(Int32.max)-X.part"
    let left = try folder.write(name)
    let own = try folder.write("cache/.0123456789abcdef.records.\(getpid())-X.part")
    _ = try ImageStore(listed(folder), cache: folder.url.appending(path: "cache"))
    #expect(!FileManager.default.fileExists(atPath: left.path))
    #expect(FileManager.default.fileExists(atPath: own.path))
  }

  #if os(Linux)
    @Test func `a disk without room is one sentence and leaves nothing`() async throws {
      await #expect(processExitsWith: .success) {
        let folder = try TemporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder.url) }
        for index in 0..<2 {
          try folder.write("photos/\(index)/x.png", PictureSample.named("gray.png"))
        }
        let list = try LabelledFolder(folder.url.appending(path: "photos"), of: .pictures)
        let cache = folder.url.appending(path: "cache")
        // A limit on the size of files stands in for a full disk.
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 50_000, rlim_max: 50_000)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        let fault = message(in: folder.url) {
          _ = try ImageStore(
            list, size: ImageSize(channels: 3, height: 1_000, width: 1_000), cache: cache)
        }
        let expected =
          "cache: the cache of 2 pictures of 3 × 1000 × 1000 bytes needs 7 MB of disk space; "
          + "received \"File too large\"; free some space, or choose a smaller size"
        guard fault == expected,
          try FileManager.default.contentsOfDirectory(atPath: cache.path).isEmpty
        else { exit(1) }
      }
    }
  #endif

  @Test func `pictures are read by several threads at once`() throws {
    let folder = try folder()
    let store = try ImageStore(listed(folder), cache: folder.url.appending(path: "cache"))
    let expected = (0..<store.count).map { store.image(at: $0) }
    let wrong = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 200) { index in
      if store.image(at: index % 20) != expected[index % 20] { wrong.withLock { $0 += 1 } }
    }
    #expect(wrong.withLock { $0 } == 0)
  }
}
