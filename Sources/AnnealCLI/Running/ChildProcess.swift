internal import Foundation

/// A program that was run to its end, or until its time was over.
///
/// It is a part of this process's group, so that Ctrl-C ends both.
struct ChildProcess {
  /// How a program ended.
  enum End: Equatable {
    /// By itself, with this exit code.
    case exited(Int32)
    /// By this signal.
    case killed(Int32)
    /// It was killed because its time was over.
    case timedOut
  }

  /// How the program ended.
  let end: End
  /// What it wrote to standard output, at most a megabyte.
  let output: String
  /// What it wrote to standard error, at most a megabyte.
  let errors: String

  /// Runs the program at `path` for at most so many seconds. No thread is started, so that it works
  /// within the tightest limits.
  ///
  /// - Throws: `CommandError` with the system's reason if the program cannot be started.
  init(_ path: String, _ arguments: [String], within seconds: Double) throws {
    var texts = [CapturedText(), CapturedText()]
    defer { for text in texts { text.close() } }
    for index in texts.indices { try texts[index].open() }
    let child = try Self.start(path, arguments, writingTo: texts.map(\.writingEnd))
    for index in texts.indices { texts[index].closeWritingEnd() }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var (status, hasEnded): (Int32, Bool) = (0, false)
    while !hasEnded, ContinuousClock.now < deadline {
      hasEnded = waitpid(child, &status, WNOHANG) == child
      var wait: Int32 = hasEnded ? 0 : 20
      while ContinuousClock.now < deadline, CapturedText.read(&texts, waiting: wait) { wait = 0 }
    }
    if !hasEnded {
      kill(child, SIGKILL)
      while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }
    let signal = status & 0x7F
    end = !hasEnded ? .timedOut : signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal)
    (output, errors) = (texts[0].description, texts[1].description)
  }

  private static func start(
    _ path: String, _ arguments: [String], writingTo descriptors: [Int32]
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, descriptors[0], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, descriptors[1], STDERR_FILENO)
    let environment = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    let (words, variables) = (copies(of: [path] + arguments), copies(of: environment))
    defer { for text in words + variables { free(text) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, path, &actions, nil, words, variables)
    guard code == 0 else { throw CommandError("cannot start \(path): \(reason(code))") }
    return child
  }

  /// The strings as C has them, with a null pointer at the end.
  private static func copies(of texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
