import Testing
import Training

@Suite struct StreamOrderTests {
  @Test func `batches follow one another without an end`() async {
    let order = StreamOrder(batchSize: 3)
    #expect(order.stepsPerEpoch == nil)
    #expect(Array(order.indices(at: 0)) == [0, 1, 2])
    #expect(Array(order.indices(at: 1_000_000)) == [3_000_000, 3_000_001, 3_000_002])
    await #expect(processExitsWith: .failure) { _ = StreamOrder(batchSize: 0) }
  }
}
