import LearningRate
import Testing

/// The modifiers that only change when a schedule is asked.
@Suite struct TimeModifierTests {
  @Test func `delayed holds the first value and gives the schedule the rest`() throws {
    #expect(try values(.linear(from: 4, to: 0).delayed(2), steps: 6) == [4, 4, 4, 3, 2, 1, 0])
    #expect(
      complaint(.constant(1).delayed(.percent(120)), steps: 10)
        == "delayed: length must be at most the 10 steps of its window; received 120%, which is 12 "
        + "steps")
  }

  @Test func `held changes at whole multiples only`() throws {
    #expect(
      try values(.linear(from: 8, to: 0).held(every: 3), steps: 8) == [8, 8, 8, 5, 5, 5, 2, 2, 2])
    // multiples of 2.5: 0, 2.5, 5, 7.5
    #expect(
      try values(.linear(from: 8, to: 0).held(every: 2.5), steps: 8)
        == [8, 8, 8, 5.5, 5.5, 3, 3, 3, 0.5])
    // an eleventh of 330 steps comes to 30.000000000000004: no multiple comes a step late for that
    let found = try values(.linear(from: 0, to: 11).held(every: .percent(100.0 / 11)), steps: 330)
    #expect((0...11).allSatisfy { (found[30 * $0] - Double($0)).magnitude < 1e-12 })
    #expect((0..<11).allSatisfy { found[30 * $0 + 29] == found[30 * $0] })
  }

  @Test func `repeated starts again in a window of its own`() throws {
    let found = try values(.linear(from: 3, to: 0).repeated(every: 3), steps: 9, through: 11)
    #expect(found == [3, 2, 1, 3, 2, 1, 3, 2, 1, 0, 0, 0])
    let cut = try values(.linear(from: 3, to: 0).repeated(every: 3), steps: 7, through: 9)
    #expect(cut == [3, 2, 1, 3, 2, 1, 3, 2, 2, 2])
    // turns of 2.5 steps: 5 · (1 − (t mod 2.5) / 2.5)
    let half = try values(.linear(from: 5, to: 0).repeated(every: 2.5), steps: 8)
    #expect(areClose(half, [5, 3, 1, 4, 2, 5, 3, 1, 4]))
  }

  @Test func `repeated keeps its place over many turns of a fraction`() throws {
    // an eleventh of 330 steps comes to 30.000000000000004
    let found = try values(
      .linear(from: 1, to: 0).repeated(every: .percent(100.0 / 11)), steps: 330)
    #expect((0..<11).allSatisfy { found[30 * $0] == 1 })
    #expect((1...11).allSatisfy { isClose(found[30 * $0 - 1], 1.0 / 30, tolerance: 1e-12) })
    #expect(found[330] == 0)
  }

  @Test func `repeated refuses phases that do not fit a turn`() {
    #expect(
      complaint(.constant(1).warmup(5).repeated(every: 4), steps: 10)
        == "warmup: length must be at most the 4 steps of its window; received 5")
  }

  @Test func `stretched plays the window in another time`() throws {
    let line = Schedule.linear(from: 8, to: 0)
    #expect(try values(line.stretched(to: 4), steps: 8) == [8, 6, 4, 2, 0, 0, 0, 0, 0])
    #expect(
      try values(line.stretched(to: .percent(200)), steps: 8) == [
        8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4,
      ])
    #expect(try values(line.stretched(to: 0), steps: 2) == [0, 0, 0])
    // a milestone at 4 of 8 comes at 2 of 4
    let steps = Schedule.multiStep(from: 1, gamma: 0.5, at: [4]).stretched(to: 4)
    #expect(try values(steps, steps: 8)[...3] == [1, 1, 0.5, 0.5])
  }

  @Test func `advanced starts in the midst and ends where it would`() throws {
    #expect(try values(.linear(from: 8, to: 0).advanced(by: 2), steps: 6) == [6, 5, 4, 3, 2, 1, 0])
    #expect(try values(.linear(from: 8, to: 0, over: 4).advanced(by: 3), steps: 3) == [2, 0, 0, 0])
  }

  @Test func `advanced behind a warmup gives timm's cosine`() throws {
    // timm 1.0.31: CosineLRScheduler(t_initial=10, warmup_t=3, warmup_lr_init=0.1): it ramps
    // towards the peak that the cosine has left by then
    let expected = [
      0.1, 0.4, 0.7, 0.7938926261462366, 0.6545084971874737, 0.5, 0.34549150281252633,
      0.2061073738537635, 0.09549150281252633, 0.024471741852423234, 0.0,
    ]
    let schedule = Schedule.linear(from: 0.1, to: 1)
      .then(.cosine(from: 1, to: 0).advanced(by: 3), at: 3)
    let found = try values(schedule, steps: 10)
    #expect(areClose(Array(found[3...]), Array(expected[3...])), "\(found)")
    // windows that do not start on a whole step: 33 % of 10 earlier
    let share = Schedule.constant(9).then(
      .linear(from: 1, to: 0).advanced(by: .percent(33)), at: .percent(33))
    #expect(isClose(try values(share, steps: 10)[3], 0.7))
  }

  @Test func `warped follows timm's k-decay`() throws {
    // timm 1.0.31: CosineLRScheduler(t_initial=10, lr_min=0.1, k_decay=1.5)
    let cosine = [
      1.0, 0.9977811648294495, 0.9823512957761191, 0.9413618429994236, 0.8652029650870076,
      0.749807128146796, 0.5997204768819523, 0.4303546492198769, 0.2680434925177909,
      0.14662741940639967, 0.1,
    ]
    let found = try values(.cosine(from: 1, to: 0.1).warped(power: 1.5), steps: 10, through: 10)
    #expect(areClose(found, cosine), "\(found)")
    // PolyLRScheduler(t_initial=10, lr_min=0.1, power=0.5, k_decay=2)
    let poly = [
      1.0, 0.9954886933959579, 0.981816307401944, 0.9585452812752511, 0.9248636250920512,
      0.8794228634059947, 0.82, 0.7427285585688564, 0.64, 0.4923009049186605, 0.1,
    ]
    let other = Schedule.polynomial(from: 1, to: 0.1, power: 0.5).warped(power: 2)
    #expect(areClose(try values(other, steps: 10), poly))
    #expect(try values(.linear(from: 4, to: 0).warped(power: 1), steps: 4) == [4, 3, 2, 1, 0])
  }
}
