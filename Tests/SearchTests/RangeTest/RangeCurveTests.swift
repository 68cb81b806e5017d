import Foundation
import Search
import Testing

@Suite struct RangeCurveTests {
  private func curve(
    _ test: RangeTest, _ losses: [Double], typical: Double = 0.05
  ) -> RangeCurve {
    var curve = RangeCurve(test.origin, ramp: test.ramp(typicalRate: typical))
    _ = losses.first { !curve.record($0) }
    return curve
  }

  private func message(_ test: RangeTest, _ losses: [Double]) -> String {
    do {
      let suggestion = try curve(test, losses).suggestion(by: test)
      return "none was thrown: \(suggestion)"
    } catch { return "\(error)" }
  }

  /// Falls around step 50.
  private let falling = (0..<100).map { 1 / (1 + exp((Double($0) - 50) / 6)) }

  @Test(arguments: RangeTest.allCases)
  func `where the loss never falls, nothing is suggested`(test: RangeTest) {
    let rising = (0..<100).map { 1 + 0.01 * Double($0) }
    #expect(
      message(test, rising).hasPrefix(
        "no learning rate can be found by \(test.title): the smoothed loss must fall somewhere; it does not "
          + "from the rate "))
    #expect(message(test, Array(repeating: 0, count: 100)).contains("must fall somewhere"))
  }

  @Test(arguments: RangeTest.allCases)
  func `a training that breaks down at once is told with the rate`(test: RangeTest) {
    let losses = Array(repeating: 2.3, count: 5) + [1e9]
    // 1e-7·1e8^0.05, 1e-8·1e8^0.06, 0.01 + 5/99·0.99, 1e-7·1e8^(5/99)
    let rate =
      switch test {
      case .steepest, .valley, .slide, .minimumTenth: "2.51e-07"
      case .lightning: "3.02e-08"
      case .smith: "0.06"
      case .torchLRFinder: "2.54e-07"
      }
    let text = message(test, losses)
    #expect(text.hasPrefix("no learning rate can be found by \(test.title): it needs "))
    #expect(text.contains("; received 0, since the loss rose at the rate \(rate); "))
    #expect(text.hasSuffix("; search by trials, or give a rate"))
  }

  @Test func `a rate at which the loss is no number is not suggested`() {
    // The package does: numpy takes NaN for the lowest slope.
    let losses = falling.enumerated().map { $0.offset < 60 ? $0.element : .nan }
    #expect(curve(.torchLRFinder, losses).step(by: .torchLRFinder) == 59)
    let text =
      "no learning rate can be found by torch-lr-finder's range test: it would suggest "
    #expect(message(.torchLRFinder, losses).hasPrefix(text))
    #expect(message(.torchLRFinder, losses).contains(", where the loss is not finite; "))
    // Lightning leaves it out.
    #expect(throws: Never.self) { try curve(.lightning, losses).suggestion(by: .lightning) }
  }

  @Test(arguments: RangeTest.allCases)
  func `a step without an update is as the weights that are no numbers in the package`(
    test: RangeTest
  ) {
    var broken = RangeCurve(test.origin, ramp: test.ramp(typicalRate: 0.05))
    for loss in falling[..<60] {
      let goesOn = broken.record(loss)
      #expect(goesOn)
    }
    // Its loss is still finite, but not its gradient.
    let goesOn = broken.record(falling[60], isUpdated: false)
    #expect(!goesOn)
    let whole = curve(test, falling[...60] + Array(repeating: .nan, count: 39))
    #expect(broken.losses.count == 61 && broken.smoothed.count == 100)
    #expect(broken.smoothed.map(\.description) == whole.smoothed.map(\.description))
    #expect(broken.step(by: test) == whole.step(by: test) && whole.step(by: test) != nil)
  }

  @Test func `Smith's interval is the fall of the loss`() throws {
    // It rises to step 20, falls to step 70, and rises again.
    let losses = (0..<100).map { (step: Int) -> Double in
      let place = Double(step)
      return step < 20 ? 1 + 0.01 * place : abs(place - 70) / 50 + 0.2
    }
    let found = curve(.smith, losses)
    let suggestion = try found.suggestion(by: .smith)
    let ramp = found.ramp
    // By hand, from the smoothed losses: m = 0.05·loss + 0.95·m.
    var (mean, smoothed) = (losses[0], [losses[0]])
    for loss in losses.dropFirst() {
      mean = 0.05 * loss + 0.95 * mean
      smoothed.append(mean)
    }
    let seen = Array(10..<95)
    let low = try #require(seen.filter { $0 < 50 }.max { smoothed[$0] < smoothed[$1] })
    let high = try #require(seen.min { smoothed[$0] < smoothed[$1] })
    #expect(low > 20 && low < 30 && high > 75)
    #expect(suggestion.isIntervalRead && suggestion.interval.contains(suggestion.peak))
    // The linear ramp has a hundredth of its end, 1, at the first step: 0.01 + k/99·0.99.
    let rate = { (step: Int) -> Double in (1 + Double(step)).rounded() / 100 }
    #expect(suggestion.interval == rate(low)...rate(high))
    #expect(ramp.rate(at: 99) == 1)
  }

  @Test func `an interval that was not measured goes from a tenth to ten times`() throws {
    let suggestion = try curve(.valley, falling).suggestion(by: .valley)
    #expect(!suggestion.isIntervalRead && suggestion.rate == Double(Float(suggestion.rate)))
    #expect(abs(suggestion.interval.lowerBound / suggestion.rate - 0.1) < 1e-3)
    #expect(abs(suggestion.interval.upperBound / suggestion.rate - 10) < 0.1)
  }

  @Test func `a suggestion after the loss has risen is told`() throws {
    // Nothing is learned until a spike, 0.05·60 + 0.95·2 = 4.9, from which the mean falls to 3.
    let losses = (0..<100).map { $0 < 60 ? 2.0 : $0 == 60 ? 60 : 3 }
    let spike = curve(.torchLRFinder, losses)
    let late = try spike.suggestion(by: .torchLRFinder)
    #expect(late.step == 61 && spike.hasRisen(at: late))
    let usual = try curve(.valley, falling).suggestion(by: .valley)
    #expect(!curve(.valley, falling).hasRisen(at: usual))
  }

  @Test func `minimum is a tenth of the rate of its step`() throws {
    let found = curve(.minimumTenth, falling)
    let suggestion = try found.suggestion(by: .minimumTenth)
    #expect(suggestion.rate == Double(Float(found.ramp.rate(at: suggestion.step))) / 10)
  }

  @Test func `fastai's four read one curve, and the others have their own`() {
    #expect(RangeTest.valley.siblings == [.steepest, .valley, .slide, .minimumTenth])
    #expect(RangeTest.smith.siblings == [.smith])
    #expect(curve(.valley, falling).step(by: .lightning) == nil)
  }

  @Test func `Smith's ramp ends at twenty times the typical rate`() {
    let ramp = RangeTest.smith.ramp(typicalRate: 0.003)
    #expect(ramp.shape == .linear && ramp.steps == 100)
    #expect(abs(ramp.rate(at: 0) - 0.0006) < 1e-18 && abs(ramp.rate(at: 99) - 0.06) < 1e-16)
  }

  @Test func `what a study measured is told for each of them`() {
    #expect(ExpectedRegret.of(.valley).median == 0.611)
    #expect(ExpectedRegret.of(.minimumTenth).ninetieth == 4.78)
  }
}
