internal import Foundation

/// The reaction to signals before there is anything to save.
enum ProcessSignals {
  /// Lets signals from other processes end this one, as usual.
  ///
  /// Swift's runtime answers some signals with a crash report, and QUIT on a terminal with one that
  /// waits for keys. This is useful only for faults of the process itself.
  ///
  /// Blocked signals would wait for ever. A program that starts this one from a thread of a pool,
  /// as Swift programs do, passes on that thread's mask of blocked signals.
  static func prepare() {
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    #if os(Linux)
      if !isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
      for number in faults {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0, action.sa_flags & SA_SIGINFO != 0 else {
          continue
        }
        backtracer = action.__sigaction_handler.sa_sigaction
        action.__sigaction_handler.sa_sigaction = { number, info, context in
          // SI_USER and SI_QUEUE: another process sent it. A fault of this process has another code.
          let isFromOutside = info.map { $0.pointee.si_code == 0 || $0.pointee.si_code == -1 }
          if isFromOutside == true {
            signal(number, SIG_DFL)
            raise(number)
          } else {
            ProcessSignals.backtracer?(number, info, context)
          }
        }
        sigaction(number, &action, nil)
      }
    #endif
  }

  /// Whether the starter of the process has it ignore the signal.
  static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if os(Linux)
      let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    #else
      let handler = unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
    #endif
    return handler == 1  // SIG_IGN
  }

  #if os(Linux)
    private static let faults = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP]
    /// The runtime's handler of faults; set once, before there is a second thread.
    nonisolated(unsafe) private static var backtracer:
      (@convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void)?
  #endif
}
