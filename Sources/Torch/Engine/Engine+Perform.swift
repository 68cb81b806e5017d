internal import CTorch
internal import Dispatch

extension Engine {
  /// Calls `body` with 0 ..< `count`, each once, on libtorch's threads.
  ///
  /// Between two operations these threads wait by spinning, so they start at once, and threads of
  /// another kind would have to share the processors with them. Where they are not GNU OpenMP's,
  /// as on macOS, Dispatch's threads are used.
  package static func perform(_ count: Int, _ body: @Sendable (_ index: Int) -> Void) {
    let isDone = withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { pointer in
        ct_perform(
          Int32(count),
          { $0.assumingMemoryBound(to: (@Sendable (Int) -> Void).self).pointee(Int($1)) },
          UnsafeMutableRawPointer(mutating: pointer))
      }
    }
    if !isDone { DispatchQueue.concurrentPerform(iterations: count, execute: body) }
  }
}
