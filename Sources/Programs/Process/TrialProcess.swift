internal import Foundation

/// A program that runs in a group of its own, with its output in a file.
///
/// What it reads is empty. All calls are made from one thread.
final class TrialProcess {
  /// How a program ended.
  enum End: Hashable {
    /// By itself, with this exit code.
    case exited(Int32)
    /// By this signal.
    case killed(Int32)
  }

  /// The process.
  let identity: ProcessIdentity
  /// How it ended; nil as long as it runs.
  private(set) var end: End?
  /// Whether it was asked to stop.
  var isStopping: Bool { deadline != nil }

  private var deadline: ContinuousClock.Instant?
  private var members: [ProcessTable.Entry] = []
  /// How long a program may take to end when it is asked to.
  private static let patience = Duration.seconds(5)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - output: the file for what it writes to standard output and standard error.
  ///   - folder: the folder in which it runs.
  /// - Throws: ``ProgramError`` in the system's words if it cannot be started.
  init(_ command: [String], output: URL, in folder: String, environment: [String: String]) throws {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, output.path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    try Self.enter(folder, &actions)
    var defaults = sigset_t()
    sigemptyset(&defaults)
    // Ctrl-C is for the search, which passes on what the program needs to know.
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ] {
      sigaddset(&defaults, number)
    }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let words = Self.copies(of: command)
    let variables = Self.copies(of: environment.map { "\($0.key)=\($0.value)" })
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, command[0], &actions, &attributes, words, variables)
    guard code == 0 else {
      throw ProgramError.program("cannot start '\(command[0])': \(Self.reason(code, command[0]))")
    }
    identity = ProcessIdentity(of: id)
  }

  /// Looks whether the program has ended, and kills it if it was to stop and has not.
  func poll() {
    guard end == nil else { return }
    var status: Int32 = 0
    let waited = waitpid(identity.id, &status, WNOHANG)
    if waited == identity.id || (waited < 0 && errno == ECHILD) {
      let signal = status & 0x7F
      end = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal)
      // what it left behind would compute beside the next trial
      for entry in members { Self.kill(entry) }
      Foundation.kill(-identity.id, SIGKILL)
    } else if let deadline, ContinuousClock.now >= deadline {
      for entry in members + ProcessTable().members(of: identity.id) { Self.kill(entry) }
      Foundation.kill(-identity.id, SIGKILL)
    }
  }

  /// Asks the program and all of its group to end, and kills them some seconds later.
  func stop() {
    guard end == nil, deadline == nil else { return }
    deadline = .now + Self.patience
    members = ProcessTable().members(of: identity.id)
    Foundation.kill(-identity.id, SIGTERM)
    // one that is stopped by a signal would not hear it
    Foundation.kill(-identity.id, SIGCONT)
  }

  #if canImport(Darwin)
    private typealias Actions = posix_spawn_file_actions_t?
  #else
    private typealias Actions = posix_spawn_file_actions_t
  #endif

  /// Has the program begin in `folder`. The headers hide the function, which all systems have.
  private static func enter(_ folder: String, _ actions: inout Actions) throws {
    guard folder != FileManager.default.currentDirectoryPath else { return }
    typealias Function = @convention(c) (UnsafeMutableRawPointer, UnsafePointer<CChar>) -> Int32
    guard let symbol = dlsym(nil, "posix_spawn_file_actions_addchdir_np") else {
      throw ProgramError.program(
        "the program must be started in the folder where the search began, \(folder); received "
          + "\(FileManager.default.currentDirectoryPath)")
    }
    _ = withUnsafeMutablePointer(to: &actions) {
      unsafeBitCast(symbol, to: Function.self)(UnsafeMutableRawPointer($0), folder)
    }
  }

  /// Kills what is still the process of the entry.
  private static func kill(_ entry: ProcessTable.Entry) {
    guard ProcessTable.entry(of: entry.id)?.start == entry.start else { return }
    Foundation.kill(entry.id, SIGKILL)
  }

  private static func reason(_ code: Int32, _ name: String) -> String {
    guard code == ENOENT else { return systemReason(code) }
    return name.contains("/") ? "there is no such file" : "there is no such program in PATH"
  }

  /// The strings as C has them, with a null pointer at the end.
  private static func copies(of texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
