internal import Foundation

/// What signals do to a process before it has anything to save.
enum ProcessSignals {
  /// Lets signals from outside end the process, as they end any other.
  ///
  /// Swift's runtime answers some with a crash report, and QUIT with one on a terminal that waits for
  /// keys. That is right for faults of the process itself only.
  ///
  /// Signals that are blocked would wait for ever: a program that starts this one from a thread of a pool,
  /// as Swift's do, hands on that thread's mask.
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
          // SI_USER and SI_QUEUE: somebody sent it; a fault of this process has another code.
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

  /// Whether whoever started the process wants it not to hear the signal.
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
    /// The runtime's own answer to a fault; set once, before there is a second thread.
    nonisolated(unsafe) private static var backtracer:
      (@convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void)?
  #endif
}
