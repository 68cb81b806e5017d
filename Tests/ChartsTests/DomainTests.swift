import Charts
import Testing

@Suite struct DomainTests {
  @Test func `the interval spans the finite values`() {
    let domain = Domain([3, .nan, 1, .infinity, 2], axis: Axis())
    #expect((domain.lower, domain.upper) == (1, 3))
    #expect(domain.position(1) == 0 && domain.position(2) == 0.5 && domain.position(3) == 1)
    #expect(domain.position(.nan) == nil)
  }

  @Test func `a log axis takes equal ratios for equal distances and nothing at or below zero`() {
    let domain = Domain([-1, 0, 1, 100], axis: Axis(scale: .log))
    #expect((domain.lower, domain.upper) == (1, 100))
    #expect(domain.position(10) == 0.5)
    #expect(domain.position(0) == nil && domain.position(-1) == nil)
  }

  @Test(arguments: [
    ([], 0, 1), ([0.0, 0], -1, 1), ([4], 2, 6), ([-4], -6, -2), ([1, 1 + 2e-16], 0.5, 1.5),
  ])
  func `no values and equal values get room`(values: [Double], lower: Double, upper: Double) {
    let domain = Domain(values, axis: Axis())
    #expect(abs(domain.lower - lower) < 1e-12 && abs(domain.upper - upper) < 1e-12)
  }

  @Test func `equal values on a log axis are in the middle`() throws {
    let domain = Domain([0.1], axis: Axis(scale: .log))
    #expect(abs(try #require(domain.position(0.1)) - 0.5) < 1e-12)
    let empty = Domain([], axis: Axis(scale: .log))
    #expect((empty.lower, empty.upper) == (1, 10))
  }

  @Test func `padding does not cross zero`() {
    let losses = Domain([0, 10], axis: Axis(), padding: 0.1)
    #expect((losses.lower, losses.upper) == (0, 11))
    let gains = Domain([-10, 0], axis: Axis(), padding: 0.1)
    #expect((gains.lower, gains.upper) == (-11, 0))
  }

  @Test func `the largest numbers keep a finite span`() throws {
    let greatest = Double.greatestFiniteMagnitude
    let domain = Domain([-greatest, greatest], axis: Axis())
    #expect((domain.upper - domain.lower).isFinite)
    #expect(domain.position(greatest) == 1 && domain.position(0) == 0.5)
  }

  @Test func `a range that is not one stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = Axis(range: 1...1) }
    await #expect(processExitsWith: .failure) { _ = Axis(range: 0...(.infinity)) }
    await #expect(processExitsWith: .failure) { _ = Axis(scale: .log, range: 0...1) }
  }
}
