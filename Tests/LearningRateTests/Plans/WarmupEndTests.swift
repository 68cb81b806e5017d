import LearningRate
import Testing

@Suite struct WarmupEndTests {
  @Test(arguments: [
    ("cosine(from: 1, to: 0)", 0), ("constant(1)", 0), ("constant(1).warmup(10)", 10),
    ("cosine(from: 1, to: 0).warmup(5%)", 5),
    ("cosine(from: 1, to: 0).warmup(20).scaled(by: 3)", 20),
    ("wsd(peak: 1, warmup: 10, cooldown: 20)", 10), ("oneCycle(peak: 1)", 30),
    ("noam(width: 64, warmup: 25)", 24), ("piecewise([0: 0.1, 12: 0.5, 40: 0.2])", 12),
    // What rises for longer than half of the run is no warmup.
    ("linear(from: 0, to: 1)", 0), ("constant(1).warmup(60)", 0),
    // Rising again later is none either.
    ("cosineRestarts(from: 1, to: 0, first: 25)", 0),
  ])
  func `a plan has warmed up at its last rise before the first fall`(plan: String, end: Int) throws
  {
    #expect(try Plan(plan).resolved(steps: 100).warmupEnd == end)
  }

  @Test func `a plan that begins later warms up later`() throws {
    let plan = try Plan("constant(1).warmup(10)").resolved(steps: 90, startingAt: 30)
    #expect(plan.warmupEnd == 40)
  }
}
