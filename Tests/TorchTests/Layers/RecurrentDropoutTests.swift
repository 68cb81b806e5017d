import Foundation
import Testing
import Torch

@Suite struct RecurrentDropoutTests {
  /// libtorch's recurrent operations draw from a generator that all threads share.
  @Test func `the dropout of a recurrent network is the thread's own, whoever else draws`() throws {
    try Engine.seed(7)
    nonisolated(unsafe) let network = try LSTM(4, 8, layers: 2, dropout: 0.5)
    nonisolated(unsafe) let input = try Tensor.normal([3, 5, 4])
    @Sendable func output(_ seed: UInt64) throws -> [Float] {
      try Engine.seed(seed)
      return try network(input, for: .training).scalars(as: Float.self)
    }
    let expected = try (0..<4).map { try output(UInt64($0)) }
    #expect(Set(expected).count == 4)
    let lock = NSLock()
    nonisolated(unsafe) var differing = 0
    DispatchQueue.concurrentPerform(iterations: 4) { index in
      for _ in 0..<50 where (try? output(UInt64(index))) != expected[index] {
        lock.withLock { differing += 1 }
      }
    }
    #expect(differing == 0)
  }
}
