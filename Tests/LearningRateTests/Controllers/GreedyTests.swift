import LearningRate
import Testing

@Suite struct GreedyTests {
  @Test func `it raises after more than patience improvements and lowers likewise`() {
    let greedy = Controller.greedy(factor: 0.5, patience: 1)
    let found = factors(greedy, [5, 4, 3, 2, 2, 2, 2, 2])
    #expect(found == [1, 2, 2, 4, 4, 2, 2, 1])
  }

  @Test func `the published trap cannot happen, since the bounds are factors`() {
    // transformers' default min_lr is 1e-3: from 5e-5, 60 worsening steps leave 5e-5
    let worse = (0..<60).map(Double.init)
    let found = factors(.greedy(), worse)
    #expect(isClose(found.last!, 0.95 * 0.95 * 0.95 * 0.95 * 0.95))
    #expect(factors(.greedy(patience: 0), worse + worse + worse).min() == 0.01)
    #expect(factors(.greedy(patience: 0), worse.map { -$0 }).max() == 10)
  }

  @Test func `what is compared is a mean, in which a huge measurement leaves no trace`() {
    let mean = Controller.greedy(factor: 0.5, patience: 0, window: 2)
    // the means are 5, 4 and 3.25
    #expect(factors(mean, [5, 3, 3.5]) == [2, 4, 8])
    // and here 5, 4.95, 5e89, 5e89 and 5.1, of which a running sum would make 2.6
    #expect(factors(mean, [5, 4.9, 1e90, 5, 5.2]) == [2, 4, 2, 1, 0.5])
  }

  @Test func `it starts over after lowering at its bound for long enough`() {
    let greedy = Controller.greedy(factor: 0.5, patience: 0, minFactor: 0.5, reset: 3)
    // the first is an improvement; the bound is reached by the third and counted from there
    #expect(factors(greedy, [1, 1, 1, 1, 1, 1]) == [2, 1, 0.5, 0.5, 1, 2])
    // raising in between starts the count again
    #expect(factors(greedy, [1, 1, 1, 1, 0, 0, 0, 0]) == [2, 1, 0.5, 0.5, 1, 0.5, 0.5, 1])
  }

  @Test func `it waits after raising and after lowering`() {
    let greedy = Controller.greedy(factor: 0.5, patience: 0, cooldown: 1, warmup: 2)
    #expect(factors(greedy, [9, 8, 7, 6, 6, 6, 6]) == [2, 2, 2, 4, 4, 4, 2])
  }

  @Test func `a measurement that is none is ignored, or counted as bad if asked`() {
    let broken: [Double] = [3, .nan, 2, .infinity, 1]
    #expect(factors(.greedy(factor: 0.5, patience: 0), broken) == [2, 2, 4, 4, 8])
    let strict = Controller.greedy(factor: 0.5, patience: 0, window: 1, nonFinite: .bad)
    #expect(factors(strict, broken) == [2, 1, 2, 1, 2])
    let mean = Controller.greedy(factor: 0.5, patience: 0, window: 9, nonFinite: .bad)
    #expect(factors(mean, broken) == [2, 1, 2, 1, 2])
  }

  @Test func `a factor of one answers nothing`() {
    #expect(factors(.greedy(factor: 1, patience: 0), [3, 2, 1, 4]) == [1, 1, 1, 1])
  }
}
