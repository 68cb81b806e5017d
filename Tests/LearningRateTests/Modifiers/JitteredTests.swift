import LearningRate
import Testing

@Suite struct JitteredTests {
  @Test func `jittered moves each value by at most its share`() throws {
    let found = try values(.constant(2).jittered(by: 0.25, seed: 7), steps: 3)
    // 2 · (1 + 0.25 · (2u − 1)) with the first outputs of SplitMix64(7), by Python 3.11
    let draws = [0.3898297483912715, 0.01678829452815611, 0.9007606806068834, 0.5829302930280781]
    #expect(areClose(found, draws.map { 2 * (1 + 0.25 * (2 * $0 - 1)) }))
    let many = try values(.constant(1).jittered(by: 0.1, seed: -1), steps: 5_000)
    #expect(many.allSatisfy { $0 >= 0.9 && $0 < 1.1 })
    #expect(Set(many).count == 5_001)
    #expect(try values(.constant(1).jittered(by: 0, seed: 1), steps: 2) == [1, 1, 1])
  }
}
