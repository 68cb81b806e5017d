import Foundation

/// The built command, run in a folder of its own that vanishes with it.
final class Anneal: Sendable {
  /// What a finished process has said.
  struct Result: Sendable {
    let code: Int32
    let output: String
    let errors: String
    /// The lines of ``output``.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// The folder in which every command runs.
  let folder: URL
  private let data: String

  /// A fresh folder; `data` is what ANNEAL_DATA names, a folder that is not there if left out.
  init(data: URL? = nil) throws {
    folder = URL(fileURLWithPath: NSTemporaryDirectory())
      .appendingPathComponent("anneal-\(UUID().uuidString)").resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.data = data?.path ?? folder.appendingPathComponent("data").path
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The program: ANNEAL_BINARY, else the one beside the tests, else the package's release build.
  static let binary: URL = {
    if let path = ProcessInfo.processInfo.environment["ANNEAL_BINARY"] {
      return URL(fileURLWithPath: path)
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let products =
      [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap { $0 }
      + [URL(fileURLWithPath: CommandLine.arguments[0])]
    let candidates =
      products.map { $0.deletingLastPathComponent().appendingPathComponent("anneal") }
      + [root.appendingPathComponent(".build/release/anneal")]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? candidates[0]
  }()

  /// The program as one word of a shell, wherever the package lies: its path, or that of a link to it.
  private static let word: String = {
    guard binary.path.contains(where: { !$0.isLetter && !$0.isNumber && !"/._-+".contains($0) })
    else { return binary.path }
    let link = NSTemporaryDirectory() + "anneal-link-\(getpid())"
    unlink(link)
    symlink(binary.path, link)
    atexit { unlink(NSTemporaryDirectory() + "anneal-link-\(getpid())") }
    return link
  }()

  /// Runs `anneal` with these arguments to its end.
  @discardableResult
  func callAsFunction(
    _ arguments: String..., environment: [String: String] = [:], binary: URL = Anneal.binary
  ) async throws -> Result {
    try await start(arguments, environment: environment, binary: binary).result()
  }

  /// Runs a line of shell, in which `$ANNEAL` is the program, to its end.
  func shell(_ line: String) async throws -> Result {
    try await start(["-c", line], binary: URL(fileURLWithPath: "/bin/sh")).result()
  }

  /// Runs a line of shell as somebody without rights of a superuser, in a folder that is theirs.
  func shellAsNobody(_ line: String) async throws -> Result {
    guard getuid() == 0 else { return try await shell(line) }
    chmod(folder.path, 0o777)
    return try await start(
      ["--reuid=65534", "--regid=65534", "--clear-groups", "/bin/sh", "-c", line],
      binary: URL(fileURLWithPath: "/usr/bin/setpriv")
    ).result()
  }

  /// Whether this is Linux, some of whose limits, devices and signals others have not.
  static var isLinux: Bool {
    #if os(Linux)
      true
    #else
      false
    #endif
  }

  /// Whether ``shellAsNobody(_:)`` can reach the program.
  static let hasNobody: Bool = {
    guard getuid() == 0 else { return true }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
    process.arguments = ["--reuid=65534", "--clear-groups", binary.path, "--version"]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// Starts `anneal`, or another program, with these arguments.
  func start(
    _ arguments: [String], environment: [String: String] = [:], binary: URL = Anneal.binary
  ) throws -> RunningCommand {
    var all = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "COLUMNS", "LC_ALL", "LC_CTYPE", "TERM"] { all[name] = nil }
    all["LANG"] = "C.UTF-8"
    all["TERM"] = "xterm"
    all["ANNEAL"] = Anneal.word
    all["ANNEAL_DATA"] = data
    all.merge(environment) { $1 }
    return try RunningCommand(binary, arguments, all, of: self)
  }

  /// The whole path of a file in the folder, as messages name it.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Whether there is a file or folder at `path` in the folder.
  func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path)
  }

  /// Writes a file in the folder.
  func write(_ bytes: [UInt8], to path: String) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// The names of the recorded runs, newest first; none without a store.
  func runs() async throws -> [String] {
    let result = try await self("runs", "list", "--json")
    return result.code == 0 ? try objects(result.output).compactMap { $0["run"] as? String } : []
  }
}

/// The objects of a JSON array, or of lines of JSON.
func objects(_ text: String) throws -> [[String: Any]] {
  if text.hasPrefix("[") {
    let array = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return array as? [[String: Any]] ?? []
  }
  return try text.split(separator: "\n").map {
    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
  }
}
