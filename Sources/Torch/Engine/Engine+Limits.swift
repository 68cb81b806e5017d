internal import Foundation

extension Engine {
  /// Checks that `count` more threads can be started now.
  ///
  /// If the system refuses a thread, the libraries below this one wait forever or end the process,
  /// so check before starting threads.
  ///
  /// - Throws: ``ResourceError`` that names the limit to raise.
  public static func checkThreads(_ count: Int) throws(ResourceError) {
    var gate = pthread_mutex_t()
    pthread_mutex_init(&gate, nil)
    pthread_mutex_lock(&gate)
    var threads: [pthread_t] = []
    var code: Int32 = 0
    while threads.count < count, code == 0 {
      #if canImport(Darwin)
        var thread: pthread_t?
      #else
        var thread = pthread_t()
      #endif
      code = pthread_create(&thread, nil, waitAtGate, &gate)
      #if canImport(Darwin)
        if code == 0, let thread { threads.append(thread) }
      #else
        if code == 0 { threads.append(thread) }
      #endif
    }
    pthread_mutex_unlock(&gate)
    for thread in threads { pthread_join(thread, nil) }
    pthread_mutex_destroy(&gate)
    guard code != 0 else { return }
    throw ResourceError(
      "training needs \(count) more threads; the system gave \(threads.count) (\""
        + "\(String(cString: strerror(code)))\"): raise the limit on processes (ulimit -u, a container's "
        + "pids limit) or on memory (ulimit -v)")
  }

  /// Checks that `bytes` bytes of memory can be allocated now.
  ///
  /// - Throws: ``ResourceError`` that names the limit to raise.
  public static func checkMemory(_ bytes: Int) throws(ResourceError) {
    let address = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | mapAnonymous, -1, 0)
    guard address == MAP_FAILED else {
      munmap(address, bytes)
      return
    }
    throw ResourceError(
      "training needs \(bytes >> 20) MB of memory at least; the system refuses them (\""
        + "\(String(cString: strerror(errno)))\"): raise the limit (ulimit -v)")
  }

  #if canImport(Darwin)
    private static let mapAnonymous = MAP_ANON
  #else
    private static let mapAnonymous = MAP_ANONYMOUS
  #endif
}

/// A resource that the system refuses; the description names the limit to raise.
public struct ResourceError: Error, Hashable, CustomStringConvertible {
  /// One sentence.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Waits until the mutex is free, so that all threads exist at the same time.
private func waitAtGate(_ gate: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  let gate = gate?.assumingMemoryBound(to: pthread_mutex_t.self)
  if let gate {
    pthread_mutex_lock(gate)
    pthread_mutex_unlock(gate)
  }
  return nil
}
