import Testing
import Torch
import Training

@Suite struct ExampleStreamTests {
  /// What was opened and read.
  private final class Log {
    var openings = 0
    var reads = 0
  }

  private func numbers(_ log: Log, end: Int = .max, fails: Int? = nil) -> ExampleStream<Int> {
    ExampleStream {
      log.openings += 1
      var next = 0
      return {
        if next == fails { throw TrainingError("the line cannot be read") }
        defer { (next, log.reads) = (next + 1, log.reads + 1) }
        return next < end ? next : nil
      }
    } batch: { examples in
      Batch(
        count: examples.count,
        ["input": try Tensor(examples.map { Float($0) }, shape: [examples.count, 1])])
    }
  }

  private func values(_ batch: Batch) throws -> [Float] {
    try batch.input.scalars(as: Float.self)
  }

  @Test func `it is read once, from one step to the next`() throws {
    let log = Log()
    let stream = numbers(log)
    for step in 0..<5 {
      let places = (Int64(step) * 2..<Int64(step) * 2 + 2).map { $0 }[...]
      #expect(try values(stream.batch(places, at: step, seed: 0)) == places.map { Float($0) })
    }
    #expect((log.openings, log.reads) == (1, 10))
  }

  @Test func `a step may ask again, and a resumed run reads on from its step`() throws {
    let log = Log()
    let stream = numbers(log)
    #expect(try values(stream.batch([40, 41], at: 10, seed: 0)) == [40, 41])
    #expect(try values(stream.batch([42, 43], at: 10, seed: 0)) == [42, 43])
    #expect(try values(stream.batch([40, 41], at: 10, seed: 0)) == [40, 41])
    #expect((log.openings, log.reads) == (1, 44))
    #expect(try values(stream.batch([44], at: 11, seed: 0)) == [44])
    #expect(try values(stream.batch([4, 5])) == [4, 5])
    #expect(log.openings == 2)
  }

  @Test func `one that ends early is told in one sentence`() throws {
    let stream = numbers(Log(), end: 7)
    #expect(try values(stream.batch([4, 5, 6], at: 0, seed: 0)) == [4, 5, 6])
    let error = #expect(throws: TrainingError.self) { try stream.batch([6, 7, 8], at: 1, seed: 0) }
    #expect(
      error?.description
        == "a stream must have the examples 6 ..< 9 that a step asks for; it ended after 7")
  }

  @Test func `what its reader throws is thrown on, and it begins anew`() throws {
    let log = Log()
    let stream = numbers(log, fails: 3)
    for _ in 0..<2 {
      let error = #expect(throws: TrainingError.self) { try stream.batch([2, 3]) }
      #expect(error?.description == "the line cannot be read")
    }
    #expect(try values(stream.batch([1, 2])) == [1, 2])
    #expect(log.openings == 3)
  }
}
