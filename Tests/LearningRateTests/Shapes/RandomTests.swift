import LearningRate
import Testing

@Suite struct RandomTests {
  // SplitMix64 in Python 3.11, checked against the published outputs for the seed 1234567
  private let published: [UInt64] = [
    6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
    4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
  ]

  @Test func `it is SplitMix64, output by output`() throws {
    let expected = published.map { Double($0 >> 11) / 0x1p53 }
    #expect(try values(.random(low: 0, high: 1, seed: 1_234_567), steps: 4) == expected)
    let negative = [0.08865044484243612, 0.5575480192032958, 0.8825013466160031]
    #expect(try values(.random(low: 0, high: 1, seed: -5), steps: 2) == negative)
  }

  @Test func `each value holds for its stretch`() throws {
    let found = try values(.random(low: 0, high: 1, seed: 7, every: 2.5), steps: 9, through: 12)
    let draws = [0.3898297483912715, 0.01678829452815611, 0.9007606806068834, 0.5829302930280781]
    #expect(found == [0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3].map { draws[$0] })
  }

  @Test func `it is uniform on its axis`() throws {
    let plain = try values(.random(low: 2, high: 4, seed: 3), steps: 20_000)
    #expect(plain.allSatisfy { (2...4).contains($0) })
    // the mean of 20,000 draws has a standard deviation of 0.0041; six of them
    #expect((plain.reduce(0, +) / 20_001 - 3).magnitude < 0.025)
    let log = try values(.random(low: 1e-5, high: 0.1, seed: 3, scale: .log), steps: 20_000)
    #expect(log.allSatisfy { (1e-5...0.1).contains($0) })
    let lower = Double(log.count { $0 < 1e-3 }) / 20_001  // half of four decades; ± 6 · 0.0035
    #expect((lower - 0.5).magnitude < 0.022)
  }

  @Test func `one value is drawn from a range of one`() throws {
    #expect(try values(.random(low: 2, high: 2, seed: 0, scale: .log), steps: 2) == [2, 2, 2])
    let far = try Schedule.random(low: 0, high: 1, seed: 0, every: 1e-100).advanced(by: 1e100)
      .resolved(steps: Window.maximumSteps)
    #expect((0...1).contains(far.value(at: Int.max)))
  }
}
