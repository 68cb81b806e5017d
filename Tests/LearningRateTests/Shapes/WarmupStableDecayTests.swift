import LearningRate
import Testing

@Suite struct WarmupStableDecayTests {
  @Test func `warm up, stay, cool down`() throws {
    // thirds to 3; then 3 · (1 − √(i/4)) for the last four steps
    let found = try values(.wsd(peak: 3, warmup: 2, cooldown: 4), steps: 10, through: 11)
    let root = 0.75.squareRoot()
    let expected = [
      1, 2, 3, 3, 3, 3, 3, 1.5, 3 * (1 - 0.5.squareRoot()), 3 * (1 - root), 0, 0,
    ]
    #expect(areClose(found, expected), "\(found)")
    #expect(found[2...6].allSatisfy { $0 == 3 })
  }

  @Test func `from zero its parts follow Hugging Face`() throws {
    // transformers 5.23.0: warmup_stable_decay(2, 4 stable, 4 decay, decay_type='1-sqrt')
    let expected = [
      0.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.2928932188134524, 0.1339745962155614, 0.0, 0.0,
    ]
    let schedule = Schedule.constant(1).cooldown(4, shape: .squareRoot).warmup(2, from: 0)
    #expect(areClose(try values(schedule, steps: 10, through: 11), expected))
  }

  @Test func `it is its parts in one word`() throws {
    for steps in [10, 33, 100, 301] {
      let word = Schedule.wsd(
        peak: 0.3, warmup: .percent(3), cooldown: .percent(15), to: 0.01, shape: .power(2))
      let parts = Schedule.constant(0.3).cooldown(.percent(15), to: 0.01, shape: .power(2))
        .warmup(.percent(3))
      #expect(try values(word, steps: steps) == values(parts, steps: steps))
    }
  }

  @Test func `a length of its own ends there`() throws {
    let found = try values(
      .wsd(peak: 2, over: 4, warmup: 0, cooldown: 2, shape: .linear), steps: 6)
    #expect(found == [2, 2, 2, 1, 0, 0, 0])
  }

  @Test func `phases that do not fit are refused by name`() {
    #expect(
      complaint(.wsd(peak: 1, warmup: 6, cooldown: 5), steps: 10)
        == "wsd: cooldown must be at most the 4 steps of its window; received 5")
    #expect(
      complaint(.wsd(peak: 1, over: 5, warmup: .percent(60), cooldown: 0), steps: 10)
        == "wsd: warmup must be at most the 5 steps of its window; received 60%, which is 6 steps")
    #expect(complaint(.wsd(peak: 1, warmup: .percent(55), cooldown: .percent(45)), steps: 7) == nil)
  }
}
