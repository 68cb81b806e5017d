import Anneal
import Testing

@Suite struct RunTimingTests {
  @Test func `steps, search and validations fill the time`() {
    // 100 steps of 0.1 s and a quarter more for the search are 12.5 s, ten validations of 0.5 s are 5 s.
    let timing = RunTiming(step: 0.1, validation: 0.5, search: 0.25)
    #expect(timing.steps(lasting: 17.5 + 1e-9) { $0 / 10 } == 100)
    #expect(timing.steps(lasting: 17.4) { $0 / 10 } == 99)
  }

  @Test func `a given rate costs no search`() {
    let timing = RunTiming(step: 0.25, validation: 0, search: 0)
    #expect(timing.steps(lasting: 60) { _ in 1000 } == 240)
  }

  @Test func `there is always a step, and never more than a run may have`() {
    let timing = RunTiming(step: 1e-6, validation: 100, search: 0)
    #expect(timing.steps(lasting: 1) { _ in 1 } == 1)
    #expect(
      RunTiming(step: 1e-6, validation: 0, search: 0).steps(lasting: 1e8) { _ in 0 }
        == 1_000_000_000)
  }
}
