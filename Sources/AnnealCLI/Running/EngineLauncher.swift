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
        return
      }
      folder.deleteLastPathComponent()
    }
  }

  private static func executablePath() -> String {
    Bundle.main.executablePath ?? CommandLine.arguments[0]
  }
}

/// The engine cannot be started, in one sentence that says what to do.
struct EngineError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
