internal import Foundation

/// Hands a command over to `anneal-engine`, the sibling program that is linked with libtorch.
///
/// Linking libtorch costs a quarter of a second at start-up, so only commands that train do it. The
/// engine replaces this process, so signals, terminal and exit code are those of the engine.
enum EngineLauncher {
  /// Replaces this process by the engine with the same arguments.
  ///
  /// - Throws: `CommandError` when the engine or libtorch is not there; it does not return
  ///   otherwise.
  static func launch() throws -> Never {
    // libtorch's loader needs the working directory to find its parts.
    guard WorkingDirectory.exists else {
      throw CommandError("training needs a working directory; \(WorkingDirectory.fault)")
    }
    let installation = Installation.current
    let engine = installation.engine.path
    guard installation.hasEngine else {
      throw CommandError(
        "training needs the program 'anneal-engine' beside 'anneal', in "
          + "\(installation.folder.path); \(installation.advice)")
    }
    try checkLimits()
    try checkLibtorch(of: installation)
    shareProcessors()
    var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
    arguments.append(nil)
    execv(engine, arguments)
    throw CommandError("cannot start \(engine): \(String(cString: strerror(errno)))")
  }

  /// libtorch's threads wait for each other by spinning, which takes processor time from other
  /// processes. Its OpenMP reads the number of rounds when it is loaded, so the variable must be
  /// set before. With this number, a training next to a busy process takes as little as half of the
  /// time (docs/engine.md has the figures). If the user has set one of the variables, it is not
  /// changed.
  private static func shareProcessors() {
    guard getenv("OMP_WAIT_POLICY") == nil else { return }
    setenv("GOMP_SPINCOUNT", "1000", /* replace: */ 0)
  }

  /// If libtorch is missing, the loader's own message would not help.
  private static func checkLibtorch(of installation: Installation) throws {
    guard let libtorch = installation.libtorch, !libtorch.isComplete else { return }
    // What a user puts in place is the link in the checkout, not the folder behind it.
    let missing = installation.checkout?.appendingPathComponent(".torch") ?? libtorch.url
    throw CommandError(
      "training needs libtorch, which must be at \(missing.path); \(installation.libtorchAdvice)")
  }

  /// Checks that the limits of the process suffice to load libtorch; otherwise the loader would
  /// fail with its own message, or the process would end without one. The engine checks its further
  /// needs itself.
  static func checkLimits() throws {
    func limit(_ resource: Resource) -> Int {
      var limit = rlimit()
      getrlimit(resource, &limit)
      return limit.rlim_cur > rlim_t(Int.max) ? .max : Int(limit.rlim_cur)
    }
    if limit(addressSpace) < neededAddresses {
      throw CommandError(
        "training needs \(neededAddresses >> 20) MB of address space, mostly for libtorch; the limit "
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
}
