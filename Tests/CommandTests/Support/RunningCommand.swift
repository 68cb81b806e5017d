import Foundation

/// A process that was started, with what it has said so far.
final class RunningCommand: @unchecked Sendable {  // the process is only signalled and awaited
  private let process = Process()
  // Its folder is where the process works.
  private let owner: Anneal
  private let folder: URL
  private let ended: AsyncStream<Void>

  init(
    _ binary: URL, _ arguments: [String], _ environment: [String: String], of owner: Anneal
  ) throws {
    self.owner = owner
    folder = owner.folder.appendingPathComponent(".said-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false)
    let (output, errors) = (
      folder.appendingPathComponent("output"), folder.appendingPathComponent("errors")
    )
    for file in [output, errors] { try Data().write(to: file) }
    (process.executableURL, process.arguments) = (binary, arguments)
    (process.environment, process.currentDirectoryURL) = (environment, owner.folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    ended = stream
    process.terminationHandler = { _ in continuation.finish() }
    try Self.starting.withLock { try process.run() }
  }

  /// One process starts at a time: Foundation lists the open files meanwhile, and may crash if another
  /// thread changes them.
  private static let starting = NSLock()

  /// A test that has failed leaves no process behind.
  deinit { if process.isRunning { send(SIGKILL) } }

  /// What has been written to standard output.
  var output: String { text("output") }

  /// Waits until standard output holds `text`, or the process ends.
  func wait(for text: String) async throws {
    while process.isRunning, !output.contains(text) {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Waits until the process handles `signal` itself, as Linux tells, or for some seconds elsewhere.
  func waitForListening(to signal: Int32) async throws {
    let status = URL(fileURLWithPath: "/proc/\(process.processIdentifier)/status")
    for _ in 0..<500 where process.isRunning {
      let text = (try? String(contentsOf: status, encoding: .utf8)) ?? ""
      if let match = text.firstMatch(of: /SigCgt:\s*([0-9a-f]+)/),
        let mask = UInt64(match.1, radix: 16), mask & (1 << UInt64(signal - 1)) != 0
      {
        return
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// The process's end; one killed by a signal has the code that a shell gives it.
  /// Throws `CancellationError` when the test's time is over first.
  func result() async throws -> Anneal.Result {
    for await _ in ended {}
    try Task.checkCancellation()
    let isKilled = process.terminationReason == .uncaughtSignal
    return Anneal.Result(
      code: process.terminationStatus + (isKilled ? 128 : 0), output: text("output"),
      errors: text("errors"))
  }

  private func text(_ name: String) -> String {
    let data = try? Data(contentsOf: folder.appendingPathComponent(name))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
