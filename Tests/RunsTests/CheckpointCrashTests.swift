import Foundation
import Runs
import Testing

/// Writers that are killed or run out of room.
@Suite struct CheckpointCrashTests {
  private let folder = try! TemporaryFolder()

  private func store() -> CheckpointStore { CheckpointStore(folder: folder.url) }

  /// A folder as a killed writer leaves it.
  private func leave(_ name: String) throws {
    let url = folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try Data("half".utf8).write(to: url.appendingPathComponent("weights.safetensors"))
  }

  @Test func `what a killed writer left is no checkpoint and is removed on opening`() throws {
    try store().write(step: 5, state: 5, files: [:])
    try leave(".step-00000010.partial")
    try leave(".step-00000003.removed")
    #expect(try store().steps() == [5])
    #expect(try folder.names == ["step-00000005"])
  }

  @Test func `what a killed writer left is removed by the next write`() throws {
    let store = store()
    try leave(".step-00000010.partial")
    try store.write(step: 10, state: 10, files: [:])
    #expect(try folder.names == ["step-00000010"])
    #expect(try store.load(10, as: Int.self).files.isEmpty)
  }

  @Test func `a writer killed while it replaces a checkpoint loses neither`() throws {
    try store().write(step: 5, state: 5, files: [:])
    let hidden = folder.url.appendingPathComponent(".step-00000005.replaced")
    // Killed between the two renames: the old one comes back.
    try FileManager.default.moveItem(at: store().location(of: 5), to: hidden)
    try leave(".step-00000005.partial")
    #expect(try store().load(5, as: Int.self).state == 5)
    #expect(try folder.names == ["step-00000005"])
    // Killed after both: the new one stays.
    try leave(".step-00000005.replaced")
    #expect(try store().load(5, as: Int.self).state == 5)
    #expect(try folder.names == ["step-00000005"])
  }

  @Test func `a writer at work is not disturbed by others that open the folder`() async throws {
    let store = store()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for step in 0..<30 {
          try store.write(step: step, state: step, files: ["w": Data(count: 10_000)])
        }
      }
      group.addTask {
        for _ in 0..<300 { _ = try CheckpointStore(folder: store.folder).latest() }
      }
      try await group.waitForAll()
    }
    #expect(try store.load(29, as: Int.self).state == 29)
  }

  @Test func `a full disk leaves the earlier checkpoints as they were`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let store = CheckpointStore(folder: folder.url)
      for step in [5, 10] {
        try store.write(step: step, state: step, files: ["w": Data("abc".utf8)])
      }
      // As under `ulimit -f`: a larger file is refused with EFBIG, once the signal is ignored.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do {
        try store.write(step: 15, state: 15, files: ["w": Data(count: 5000)])
        exit(1)
      } catch let error as RunsError {
        guard error.kind == .diskFull, error.received == "\"File too large\"" else { exit(2) }
        guard error.subject.hasSuffix("/w") else { exit(3) }
      }
      guard try folder.names == ["step-00000005", "step-00000010"] else { exit(4) }
      for step in [5, 10] { try store.verify(step) }
      // Smaller ones still work.
      try store.write(step: 20, state: 20, files: [:])
      exit(0)
    }
  }

  @Test func `a writer that is killed at any moment leaves whole checkpoints only`() async throws {
    let result = await #expect(
      processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
    ) {
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("checkpoints-killed-\(getpid())")
      let line = Array("FOLDER \(folder.path)\n".utf8)
      write(STDOUT_FILENO, line, line.count)
      let store = CheckpointStore(folder: folder)
      try store.write(step: 0, state: 0, files: [:])
      let killer = Thread {
        usleep(40_000)
        kill(getpid(), SIGKILL)
      }
      killer.start()
      for step in 1... {
        try store.write(
          step: step % 5, state: step % 5, files: ["w": Data(repeating: 7, count: 100_000)])
      }
    }
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("FOLDER ") })
    let store = CheckpointStore(folder: URL(fileURLWithPath: String(line.dropFirst(7))))
    defer { try? FileManager.default.removeItem(at: store.folder) }
    let steps = try store.steps()
    #expect(!steps.isEmpty)
    for step in steps { #expect(try store.load(step, as: Int.self).state == step) }
    try store.write(step: 99, state: 99, files: [:])
    #expect(try store.steps().count <= 2)
  }
}
