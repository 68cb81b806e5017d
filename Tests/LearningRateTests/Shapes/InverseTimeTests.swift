import LearningRate
import Testing

@Suite struct InverseTimeTests {
  @Test func `it follows its formula`() throws {
    // 0.2 / (1 + 0.5 · t / 4), from Python 3.11
    let expected = [
      0.2, 0.17777777777777778, 0.16, 0.14545454545454548, 0.13333333333333333,
      0.12307692307692308, 0.1142857142857143, 0.10666666666666667, 0.1,
    ]
    let found = try values(.inverseTime(from: 0.2, decay: 0.5, every: 4), steps: 8, through: 12)
    #expect(zip(found, expected).allSatisfy { isClose($0, $1) }, "\(found)")
    #expect(found[8] == found[12])
  }

  @Test func `without decay it stays`() throws {
    #expect(try values(.inverseTime(from: 2, decay: 0), steps: 2) == [2, 2, 2])
  }

  @Test func `extreme numbers stay finite`() throws {
    let found = try values(.inverseTime(from: 1e100, decay: 1e100, every: 1e-100), steps: 2)
    #expect(found.allSatisfy { $0.isFinite })
    #expect(found[0] == 1e100)
  }
}
