internal import Foundation

/// Hands a command over to `anneal-engine`, the sibling program that is linked with libtorch.
///
/// Linking libtorch costs a quarter of a second at start-up, which a command that trains nothing
/// must not pay. The process is replaced, so signals, terminal and exit code are the engine's own.
enum EngineLauncher {
  /// Replaces this process by the engine with the same arguments.
  ///
  /// - Throws: `CommandError` when the engine or libtorch is not there; it does not return otherwise.
  static func launch() throws -> Never {
    // libtorch's loader looks for its parts from the working directory.
    guard WorkingDirectory.exists else {
      throw CommandError("training needs a working directory; \(WorkingDirectory.fault)")
    }
    let own = URL(fileURLWithPath: executablePath()).resolvingSymlinksInPath()
    let engine = own.deletingLastPathComponent().appendingPathComponent("anneal-engine").path
    guard FileManager.default.isExecutableFile(atPath: engine) else {
      throw CommandError(
        "training needs the program 'anneal-engine' beside 'anneal', in "
          + "\(own.deletingLastPathComponent().path); build it with 'make build'")
    }
    try checkLimits()
    try checkLibtorch(beside: own)
    shareProcessors()
    var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
    arguments.append(nil)
    execv(engine, arguments)
    throw CommandError("cannot start \(engine): \(String(cString: strerror(errno)))")
  }

  /// libtorch's threads wait for each other by spinning, which takes the processor from whoever else could
  /// use it; its OpenMP reads how long to spin when it is loaded, so the variable must be there before. With
  /// so few rounds a training beside a busy process takes up to half the time (docs/engine.md has the figures). Whoever has set one of the variables has it his way.
  private static func shareProcessors() {
    guard getenv("OMP_WAIT_POLICY") == nil else { return }
    setenv("GOMP_SPINCOUNT", "1000", /* replace: */ 0)
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
          throw CommandError(
            "training needs libtorch, which must be at \(link.path); run 'make setup', "
              + "or set ANNEAL_TORCH to a libtorch folder and run it then")
        }
        return
      }
      folder.deleteLastPathComponent()
    }
  }

  /// Sees that limits leave enough to load libtorch with: the loader would fail with a code and a sentence
  /// of its own, or the process die without a word. What is needed beyond is the engine's to see.
  private static func checkLimits() throws {
    func limit(_ resource: Resource) -> Int {
      var limit = rlimit()
      getrlimit(resource, &limit)
      return limit.rlim_cur > rlim_t(Int.max) ? .max : Int(limit.rlim_cur)
    }
    if limit(addressSpace) < neededAddresses {
      throw CommandError(
        "training needs \(neededAddresses >> 20) MB of addresses, most of them for libtorch; the limit "
          + "(ulimit -v) is \(limit(addressSpace) >> 20) MB: raise it")
    }
    if limit(stack) < neededStack {
      throw CommandError(
        "training needs \(neededStack >> 10) KB of stack; the limit (ulimit -s) is "
          + "\(limit(stack) >> 10) KB: raise it")
    }
    if limit(openFiles) < neededFiles {
      throw CommandError(
        "training needs \(neededFiles) open files; the limit (ulimit -n) is \(limit(openFiles)): "
          + "raise it")
    }
  }

  // Measured with the smallest task on libtorch 2.13.0 for processors.
  private static let neededAddresses = 735 << 20
  private static let neededStack = 256 << 10
  private static let neededFiles = 32

  #if os(Linux)
    private typealias Resource = __rlimit_resource_t
    private static let addressSpace = __rlimit_resource_t(RLIMIT_AS.rawValue)
    private static let stack = __rlimit_resource_t(RLIMIT_STACK.rawValue)
    private static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private typealias Resource = Int32
    private static let addressSpace = RLIMIT_AS
    private static let stack = RLIMIT_STACK
    private static let openFiles = RLIMIT_NOFILE
  #endif

  private static func executablePath() -> String {
    Bundle.main.executablePath ?? CommandLine.arguments[0]
  }
}
