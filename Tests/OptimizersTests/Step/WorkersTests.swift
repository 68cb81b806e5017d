import Optimizers
import Synchronization
import Testing

/// Threads that write down how the work was divided, and do it in turn.
private final class Divisions: Sendable {
  let counts = Mutex<[Int]>([])

  func workers(_ count: Int) -> Workers {
    Workers(count) { count, body in
      self.counts.withLock { $0.append(count) }
      for index in 0..<count { body(index) }
    }
  }
}

@Suite struct WorkersTests {
  /// The norm of so many gradients.
  private func norm(of count: Int, on workers: Workers) -> Double {
    var generator = Generator(5)
    let gradients = drawn([count], from: &generator)
    let parameters = Parameters<Float>(gradients, gradients: gradients)
    return withExtendedLifetime(parameters) { gradientNorm(parameters.buffers, on: workers) }
  }

  @Test func `work is divided among the threads that are given, and its result is the same`() {
    let divisions = Divisions()
    let expected = norm(of: 400_000, on: Workers(1))
    for count in [2, 3, 5] {
      #expect(norm(of: 400_000, on: divisions.workers(count)) == expected)
      #expect(norm(of: 400_000, on: Workers(count)) == expected)
    }
    #expect(divisions.counts.withLock { $0 } == [2, 3, 5])
  }

  @Test func `little work is not divided, and more work no further than is worth a thread`() {
    let divisions = Divisions()
    for count in [10, 65_535, 65_536, 3 * 32_768, 400_000] {
      _ = norm(of: count, on: divisions.workers(4))
    }
    // A block of the norm has 65,536 elements, and a thread is worth 32,768.
    #expect(divisions.counts.withLock { $0 } == [2, 4])
  }

  @Test func `no thread at all stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = Workers(0) }
  }
}
