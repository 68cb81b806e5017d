import Foundation
import Tables
import Testing

/// The expected numbers come from NumPy 2.4: `quantile`, `std`, `log` and `arcsinh`.
@Suite struct NumberScalingTests {
  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * max(1, abs(b)) }

  @Test func `median and interquartile range`() {
    let scaling = NumberScaling([3, 1, 4, 1, 5, 9, 2, 6, 5, 3])
    #expect(scaling.transform == .identity)
    #expect(scaling.center == 3.5)
    #expect(isClose(scaling.scale, 2.038547071905115))
    #expect(isClose(scaling.scaled(3), -0.24527272727272725))
    #expect(isClose(scaling.scaled(9), 2.698))
    #expect(scaling.scaled(1e9) == 8)
    #expect(scaling.scaled(-1e300) == -8)
  }

  @Test func `the standard deviation where half of the values are equal`() {
    let scaling = NumberScaling([0, 0, 0, 0, 0, 0, 0, 0, 2, 3])
    #expect(scaling.center == 0)
    #expect(isClose(scaling.scaled(2), 1.9518001458970662))
  }

  private let tail = (-5...5).map { exp(Double($0) * 1.5) }

  @Test func `a long tail of positive numbers takes logarithms`() {
    let scaling = NumberScaling(tail)
    #expect(scaling.transform == .logarithm(offset: 0, least: tail[0]))
    #expect(abs(scaling.center) < 1e-12)
    #expect(isClose(scaling.scale, 5.559673832468495))
    #expect(isClose(scaling.scaled(tail[10]), 1.349))
    #expect(isClose(scaling.scaled(tail[0]), -1.349))
    #expect(scaling.scaled(-7) == scaling.scaled(tail[0]))
  }

  @Test func `zeros shift the logarithm by the least positive number`() {
    let scaling = NumberScaling([0] + tail)
    #expect(scaling.transform == .logarithm(offset: tail[0], least: 0))
    #expect(isClose(scaling.center, -0.7484856916934545))
    #expect(isClose(scaling.scaled(0), -1.1157096685174326))
    #expect(isClose(scaling.scaled(tail[10]), 1.3630891023700642))
  }

  @Test func `tails on both sides take a signed logarithm`() {
    let scaling = NumberScaling([-1000, -3, -2, -1, 0, 1, 2, 3, 1000])
    #expect(isClose(scaling.scaled(1000), 6.955858482627181))
    #expect(isClose(scaling.scaled(1), 0.3536285901882555))
    #expect(isClose(scaling.scaled(-1000), -6.955858482627181))
  }

  @Test func `a single mistake among many numbers changes no scale`() {
    let numbers = (0..<1000).map { Double($0 % 10) }
    #expect(NumberScaling(numbers + [1e6]).transform == .identity)
    #expect(NumberScaling(numbers + [1e6]).scaled(1e6) == 8)
  }

  @Test(arguments: [
    [], [5], [5, 5, 5], [0.1, 0.1, 0.1], [1e308, -1e308], [-1e308, 0, 1e308, 1e308],
  ])
  func `every number stays finite`(values: [Double]) {
    let scaling = NumberScaling(values)
    for value in values + [0, 1, -1, 1e308, -1e308, .leastNonzeroMagnitude] {
      #expect(abs(scaling.scaled(value)) <= 8)
    }
    if Set(values).count == 1 { #expect(scaling.scaled(values[0]) == 0) }
  }
}
