import LearningRate
import Testing

@Suite struct AdvancedTests {
  @Test func `advanced starts in the midst and ends where it would`() throws {
    #expect(try values(.linear(from: 8, to: 0).advanced(by: 2), steps: 6) == [6, 5, 4, 3, 2, 1, 0])
    #expect(try values(.linear(from: 8, to: 0, over: 4).advanced(by: 3), steps: 3) == [2, 0, 0, 0])
  }

  @Test func `advanced behind a ramp to the peak gives timm's cosine`() throws {
    // timm 1.0.31: CosineLRScheduler(t_initial=10, warmup_t=3, warmup_lr_init=0.1): it ramps
    // towards the peak that the cosine has left by then
    let expected = [
      0.1, 0.4, 0.7, 0.7938926261462366, 0.6545084971874737, 0.5, 0.34549150281252633,
      0.2061073738537635, 0.09549150281252633, 0.024471741852423234, 0.0,
    ]
    let schedule = Schedule.linear(from: 0.1, to: 1)
      .then(.cosine(from: 1, to: 0).advanced(by: 3), at: 3)
    let found = try values(schedule, steps: 10)
    #expect(areClose(found, expected), "\(found)")
    // windows that do not start on a whole step: 33 % of 10 earlier
    let share = Schedule.constant(9).then(
      .linear(from: 1, to: 0).advanced(by: .percent(33)), at: .percent(33))
    #expect(isClose(try values(share, steps: 10)[3], 0.7))
  }
}
