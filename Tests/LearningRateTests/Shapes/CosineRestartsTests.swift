import LearningRate
import Testing

@Suite struct CosineRestartsTests {
  @Test func `it follows PyTorch's warm restarts`() throws {
    // PyTorch 2.13.0: CosineAnnealingWarmRestarts(3, 2, eta_min=0.1) from 1
    let expected = [
      1.0, 0.775, 0.3250000000000001, 1.0, 0.9397114317029974, 0.775, 0.55, 0.3250000000000001,
      0.16028856829700258, 1.0, 0.9846666218300807, 0.9397114317029974,
    ]
    let found = try values(.cosineRestarts(from: 1, to: 0.1, first: 3, growth: 2), steps: 11)
    #expect(areClose(found, expected), "\(found)")
  }

  @Test func `shrinking the height follows Keras`() throws {
    // Keras 3.15.1: CosineDecayRestarts(1, 3, t_mul=2, m_mul=0.5, alpha=0.1), in float32
    let expected = [
      1.0, 0.775, 0.325, 0.55, 0.5198557376861572, 0.4375, 0.325, 0.2125, 0.13014426827430725,
      0.325, 0.32116666436195374, 0.3099278509616852,
    ]
    let found = try values(
      .cosineRestarts(from: 1, to: 0.1, first: 3, growth: 2, shrink: 0.5), steps: 11)
    #expect(areClose(found, expected, tolerance: 5e-7), "\(found)")
    // t_mul=1.5, m_mul=0.8, alpha=0
    let uneven = [
      1.0, 0.75, 0.25, 0.8, 0.7064177393913269, 0.46945929527282715, 0.2, 0.024122953414916992,
      0.6313744187355042, 0.5651342272758484, 0.4467455744743347, 0.3013935983181,
    ]
    let other = try values(
      .cosineRestarts(from: 1, to: 0, first: 3, growth: 1.5, shrink: 0.8), steps: 20, through: 11)
    #expect(areClose(other, uneven, tolerance: 1e-6), "\(other)")
  }

  @Test func `shrinking the peak follows timm`() throws {
    // timm 1.0.31: CosineLRScheduler(t_initial=3, lr_min=0.1, cycle_mul=2, cycle_decay=0.5)
    let expected = [
      1.0, 0.775, 0.3250000000000001, 0.5, 0.47320508075688783, 0.4, 0.30000000000000004,
      0.20000000000000007, 0.12679491924311226, 0.25, 0.24744443697168012, 0.23995190528383292,
    ]
    let schedule = Schedule.cosineRestarts(
      from: 1, to: 0.1, first: 3, growth: 2, shrink: 0.5, shrinking: .peak)
    let found = try values(schedule, steps: 11)
    #expect(areClose(found, expected), "\(found)")
  }

  @Test func `equal cycles fill the window as with Hugging Face`() throws {
    // transformers 5.23.0: cosine with hard restarts, 2 steps of warmup, 14 steps, 3 cycles
    let cycle = [1.0, 0.8535533905932737, 0.5000000000000001, 0.14644660940672627]
    let schedule = Schedule.cosineRestarts(from: 1, to: 0, cycles: 3).warmup(2, from: 0)
    let found = try values(schedule, steps: 14, through: 17)
    #expect(areClose(found, [0, 0.5] + cycle + cycle + cycle + [0, 0, 0, 0]), "\(found)")
  }

  // FIELD: PyTorch's step(epoch) and timm give 0 at these restarts, where the logarithm is rounded.
  @Test(arguments: [1, 2, 3, 7, 10, 59, 1_000], [2, 3, 5, 6, 7, 10])
  func `every restart is exactly at its peak`(first: Int, growth: Int) throws {
    let schedule = Schedule.cosineRestarts(
      from: 0.3, to: 0.01, first: .steps(first), growth: Double(growth))
    let curve = try schedule.resolved(steps: Window.maximumSteps)
    var (restart, length) = (0, first)
    while restart < Window.maximumSteps {
      #expect(curve.value(at: restart) == 0.3, "\(restart)")
      if length > 1, restart < 1 << 40 {
        #expect(curve.value(at: restart + 1) < 0.3 || length > 1 << 26, "\(restart)")
        #expect(curve.value(at: restart + length - 1) < 0.3, "\(restart)")
      }
      restart += length
      length *= growth
    }
  }

  @Test(arguments: [1, 2, 3, 7, 49, 100, 333])
  func `equal cycles restart exactly, whole or not`(first: Int) throws {
    let schedule = Schedule.cosineRestarts(from: 0.3, to: 0, first: .steps(first), shrink: 0.5)
    let curve = try schedule.resolved(steps: 100_000)
    for cycle in 0..<min(100_000 / first, 900) {
      #expect(
        curve.value(at: cycle * first) == 0.3 * .init(sign: .plus, exponent: -cycle, significand: 1)
      )
    }
    let third = try Schedule.cosineRestarts(from: 0.3, to: 0, cycles: 3).resolved(steps: 3 * first)
    #expect([0, first, 2 * first].allSatisfy { third.value(at: $0) == 0.3 })
    #expect(third.value(at: 3 * first) == 0)
  }

  @Test func `cycles of a fraction of a step restart between steps`() throws {
    // four cycles of 2.5: 0, 1, 2 | 0.5, 1.5 | 0, 1, 2 | 0.5, 1.5 steps in, of 2.5
    let found = try values(.cosineRestarts(from: 1, to: 0, cycles: 4), steps: 10)
    // (1 + cos(π x / 2.5)) / 2 at 0, 1, 2, 0.5, 1.5, by Python 3.11
    let (a, b, c) = (1.0, 0.6545084971874737, 0.09549150281252627)
    let (d, e) = (0.9045084971874737, 0.34549150281252633)
    #expect(areClose(found, [a, b, c, d, e, a, b, c, d, e, 0]), "\(found)")
    // an eleventh of 330 steps comes to 30.000000000000004
    let share = Schedule.cosineRestarts(from: 0.3, to: 0, first: .percent(100.0 / 11))
    let eleven = try values(share, steps: 330)
    #expect((0..<11).allSatisfy { eleven[30 * $0] == 0.3 })
    #expect(eleven[330] == 0)
  }

  @Test func `a growth close to one keeps its digits`() throws {
    // cycle 99 of length 1000 · 1.0001^99 begins at 1000 · (1.0001^99 − 1) / 0.0001 = 99486.65…
    let schedule = Schedule.cosineRestarts(from: 1, to: 0, first: 1_000, growth: 1.0001)
    let curve = try schedule.resolved(steps: 200_000)
    #expect(curve.value(at: 99_486) < 1e-5 && curve.value(at: 99_487) > 0.999)
    let same = Schedule.cosineRestarts(from: 1, to: 0, first: 1_000, growth: 1 + 0x1p-52)
    #expect(try same.resolved(steps: 9_000).value(at: 5_000) == 1)
  }

  @Test func `at the end of the window it comes down and stays`() throws {
    let found = try values(.cosineRestarts(from: 1, to: 0.5, first: 2), steps: 4, through: 7)
    #expect(areClose(found, [1, 0.75, 1, 0.75, 0.5, 0.5, 0.5, 0.5]))
    let cut = try values(.cosineRestarts(from: 1, to: 0.5, first: 2), steps: 3, through: 5)
    #expect(areClose(cut, [1, 0.75, 1, 0.75, 0.75, 0.75]))
  }

  @Test func `shrinking to nothing and growing heights`() throws {
    let none = Schedule.cosineRestarts(from: 1, to: 0.5, first: 2, shrink: 0)
    #expect(areClose(try values(none, steps: 5), [1, 0.75, 0.5, 0.5, 0.5, 0.5]))
    #expect(
      complaint(.cosineRestarts(from: 1, to: 0, first: 1, shrink: 10), steps: 400)
        == "cosineRestarts: its values must be at most 1e307 in size; received inf")
  }
}
