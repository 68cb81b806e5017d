import LearningRate
import Testing

/// A literal in code that breaks the rule of its form stops the program.
@Suite struct ScheduleTrapTests {
  @Test func `a rate that is not finite stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(.nan) }
    await #expect(processExitsWith: .failure) { _ = Schedule.linear(from: .infinity, to: 0) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).scaled(by: .nan) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).clamped(0...(.infinity)) }
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).warmup(1, from: .nan) }
  }

  @Test func `a negative length stops the program and says which`() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Schedule.cosine(from: 1, to: 0, over: -5)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    // An optimized program stops without a word.
    let sentence = "cosine: over must be between 0 and 1e100; received -5"
    #expect(text.contains(sentence) || !_isDebugAssertConfiguration(), "\(text)")
    await #expect(processExitsWith: .failure) { _ = Schedule.constant(1).warmup(.percent(-1)) }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.constant(1).then(.constant(2), at: .epochs(.nan))
    }
  }

  @Test func `a factor that is not positive stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = Schedule.step(from: 1, gamma: 0, every: 1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.step(from: 1, gamma: 1, every: 0) }
    await #expect(processExitsWith: .failure) { _ = Schedule.exponential(from: 1, decay: -1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.exponential(from: 1, to: 0) }
    await #expect(processExitsWith: .failure) { _ = Schedule.inverseTime(from: 1, decay: -1) }
    await #expect(processExitsWith: .failure) { _ = Schedule.oneCycle(peak: 1, divisor: 0) }
  }

  @Test func `endless stacking stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var schedule = Schedule.constant(1)
      for _ in 0..<32 { schedule = schedule.scaled(by: 1) }
    }
  }

  @Test func `a word that is there already stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = ScheduleCatalogue.standard.adding(shape: ScheduleCatalogue.standard.shapes[0])
    }
    await #expect(processExitsWith: .failure) {
      _ = ScheduleCatalogue.standard.adding(modifier: ScheduleCatalogue.standard.modifiers[0])
    }
  }
}
