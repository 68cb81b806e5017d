internal import Foundation

/// Hands a command over to `anneal-engine`, the sibling program that is linked with libtorch.
///
/// Linking libtorch costs a quarter of a second at start-up, which a command that trains nothing
/// must not pay. The process is replaced, so signals, terminal and exit code are the engine's own.
enum EngineLauncher {
  /// Replaces this process by the engine with the same arguments.
  ///
  /// - Throws: `EngineError` when the engine or libtorch is not there; it does not return otherwise.
  static func launch() throws -> Never {
    // libtorch's loader looks for its parts from the working directory.
    guard WorkingDirectory.exists else {
      throw EngineError("training needs a working directory; \(WorkingDirectory.fault)")
    }
    let own = URL(fileURLWithPath: executablePath()).resolvingSymlinksInPath()
    let engine = own.deletingLastPathComponent().appendingPathComponent("anneal-engine").path
    guard FileManager.default.isExecutableFile(atPath: engine) else {
      throw EngineError(
        "training needs the program 'anneal-engine' beside 'anneal', in "
          + "\(own.deletingLastPathComponent().path); build it with 'make build'")
    }
    try checkLibtorch(beside: own)
    var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
    arguments.append(nil)
    execv(engine, arguments)
    throw EngineError("cannot start \(engine): \(String(cString: strerror(errno)))")
  }

  /// The engine finds libtorch through the link `.torch` in the package's folder, under which the
  /// programs are built. Where that folder is known and the link leads nowhere, the loader's own
  /// message would be no help.
  private static func checkLibtorch(beside own: URL) throws {
    var folder = own.deletingLastPathComponent()
    while folder.path != "/" {
      if folder.lastPathComponent == ".build" {
        let link = folder.deletingLastPathComponent().appendingPathComponent(".torch")
        let library = link.appendingPathComponent("lib")
        let names = ["libtorch_cpu.so", "libtorch_cpu.dylib"]
        let isThere = names.contains {
          FileManager.default.fileExists(atPath: library.appendingPathComponent($0).path)
        }
        guard isThere else {
          throw EngineError(
            "training needs libtorch, which must be at \(link.path); run 'make setup', "
              + "or set ANNEAL_TORCH to a libtorch folder and run it then")
        }
        return try checkAddressSpace(for: library.path)
      }
      folder.deleteLastPathComponent()
    }
  }

  /// Sees that libtorch's files fit under a limit on addresses; the loader would fail with a code and a
  /// sentence of its own.
  private static func checkAddressSpace(for library: String) throws {
    var limit = rlimit()
    getrlimit(addressLimit, &limit)
    guard limit.rlim_cur != rlim_t.max else { return }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: library)) ?? []
    let sizes = files.filter { loaded.contains(where: $0.hasPrefix) }.map { name in
      var status = stat()
      return stat("\(library)/\(name)", &status) == 0 ? Int(status.st_size) : 0
    }
    let needed = sizes.reduce(workingSpace, +)
    guard limit.rlim_cur < needed else { return }
    throw EngineError(
      "training needs \(needed >> 20) MB of addresses, most of them for libtorch; the limit (ulimit -v) is "
        + "\(limit.rlim_cur >> 20) MB: raise it")
  }

  /// What the smallest task needs beside libtorch's files: other libraries, threads, tensors.
  private static let workingSpace = 320 << 20
  private static let loaded = ["libtorch_cpu", "libtorch.", "libc10.", "libgomp"]
  #if os(Linux)
    private static let addressLimit = __rlimit_resource_t(RLIMIT_AS.rawValue)
  #else
    private static let addressLimit = RLIMIT_AS
  #endif

  /// This program's file: as the system knows it, else as the shell found it, where `/proc` is hidden.
  private static func executablePath() -> String {
    let name = CommandLine.arguments[0]
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    if readlink("/proc/self/exe", &buffer, Int(PATH_MAX)) > 0 {
      return buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }
    if let path = Bundle.main.executablePath, access(path, X_OK) == 0 { return path }
    guard !name.contains("/") else { return name }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 } ?? name
  }
}

/// The engine cannot be started, in one sentence that says what to do.
struct EngineError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
