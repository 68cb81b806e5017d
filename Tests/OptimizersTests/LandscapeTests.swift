import Optimizers
import Testing

/// The names of the catalogue, as arguments.
private let names = LandscapeCatalogue.standard.names

private func landscape(_ name: String) throws -> any Landscape {
  try #require(LandscapeCatalogue.standard.landscape(name))
}

/// A small seeded generator, so that a failing draw can be repeated.
///
/// Source: Steele, Lea & Flood, *Fast Splittable Pseudorandom Number Generators*, 2014.
private struct Draws: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct LandscapeTests {
  /// Values by hand or from the literature; exact in binary or to the last digits written.
  @Test(arguments: [
    ("quadratic", -4.0, 2.0, 28.0),  // (16 + 40) / 2
    ("booth", 0, 0, 74),  // 49 + 25
    ("matyas", 1, 1, 0.04),  // 0.52 - 0.48
    ("rosenbrock", -1.2, 1, 24.2),  // Moré, Garbow & Hillstrom
    ("beale", 1, 1, 14.203125),  // 1.5² + 2.25² + 2.625²
    ("saddle", 3, 2, 5),
    ("himmelblau", 0, 0, 170),  // 121 + 49
    ("sixHumpCamel", 1, 1, 3.2333333333333333),  // 4 - 2.1 + 1/3 + 1 + 0
    ("styblinskiTang", 1, 1, -10),  // 1 - 16 + 5
    ("goldsteinPrice", 0, 0, 600),  // (1 + 19) · 30
    ("goldsteinPrice", 1, 1, 1876),  // (1 + 9 · 3) · (30 + 37)
    ("goldsteinPrice", -0.6, -0.4, 30),  // a local minimum: (1 + 0) · 30
    ("levy", -3, -3, 9.080734182735712),  // u = v = 0: 0 + 1 + 10 sin² 1 + 1
    ("rastrigin", 0.5, 0, 20.25),  // 20 + 0.25 + 10 - 10
    ("ackley", 1, 0, 2.637531092108304),  // 20 - 20 exp(-√0.5 / 5)
  ])
  func `values from elsewhere`(name: String, x: Double, y: Double, expected: Double) throws {
    let value = try landscape(name).value(x, y)
    #expect(abs(value - expected) <= 1e-13 * max(1, expected.magnitude), "\(value)")
  }

  /// The literature's least values.
  @Test(arguments: [
    ("quadratic", 1, 0.0), ("booth", 1, 0), ("matyas", 1, 0), ("rosenbrock", 1, 0), ("beale", 1, 0),
    ("himmelblau", 4, 0), ("sixHumpCamel", 2, -1.031628453489877),
    ("styblinskiTang", 1, -78.33233140754284), ("goldsteinPrice", 1, 3), ("levy", 1, 0),
    ("rastrigin", 1, 0), ("ackley", 1, 0),
  ])
  func `the minima are where and as low as is written`(
    name: String, count: Int, least: Double
  ) throws {
    let landscape = try landscape(name)
    #expect(landscape.minima.count == count)
    for place in landscape.minima {
      let value = landscape.value(place.x, place.y)
      let slope = landscape.gradient(place.x, place.y)
      #expect(abs(value - least) <= 1e-13 * max(1, least.magnitude), "\(place)")
      // Coordinates have 16 digits and curvatures are below 2000.
      #expect(max(slope.x.magnitude, slope.y.magnitude) < 1e-11, "\(place): \(slope)")
      #expect(landscape.view.x.contains(place.x) && landscape.view.y.contains(place.y))
    }
  }

  @Test(arguments: names)
  func `nothing in view is below the minima`(name: String) throws {
    let landscape = try landscape(name)
    guard let least = landscape.least else {
      #expect(name == "saddle")
      return
    }
    var generator = Draws(state: 1)
    for _ in 0..<20_000 {
      let x = Double.random(in: landscape.view.x, using: &generator)
      let y = Double.random(in: landscape.view.y, using: &generator)
      #expect(landscape.value(x, y) >= least - 1e-12)
    }
  }

  @Test(arguments: names)
  func `the gradient agrees with central differences`(name: String) throws {
    let landscape = try landscape(name)
    var generator = Draws(state: 2)
    for _ in 0..<500 {
      let x = Double.random(in: landscape.view.x, using: &generator)
      let y = Double.random(in: landscape.view.y, using: &generator)
      let h = 1e-5
      let slope = landscape.gradient(x, y)
      let alongX = (landscape.value(x + h, y) - landscape.value(x - h, y)) / (2 * h)
      let alongY = (landscape.value(x, y + h) - landscape.value(x, y - h)) / (2 * h)
      // The error is h² of the third derivative and 1e-16 / h of the value.
      let scale = max(1, slope.x.magnitude, slope.y.magnitude, landscape.value(x, y).magnitude)
      #expect(abs(slope.x - alongX) <= 1e-6 * scale, "at (\(x), \(y))")
      #expect(abs(slope.y - alongY) <= 1e-6 * scale, "at (\(x), \(y))")
    }
  }

  @Test(arguments: names)
  func `single precision is close to double, and is computed as such`(name: String) throws {
    let landscape = try landscape(name)
    var generator = Draws(state: 3)
    var differ = 0
    for _ in 0..<200 {
      let x = Float.random(in: -2...2, using: &generator)
      let y = Float.random(in: -2...2, using: &generator)
      let (single, double) = (landscape.gradient(x, y), landscape.gradient(Double(x), Double(y)))
      // Goldstein and Price's terms are up to 1e4 times the result.
      let size = max(1, double.x.magnitude, double.y.magnitude)
      #expect(abs(Double(single.x) - double.x) <= 1e-3 * size)
      #expect(abs(Double(single.y) - double.y) <= 1e-3 * size)
      differ += single.x == Float(double.x) && single.y == Float(double.y) ? 0 : 1
    }
    // The quadratic and the saddle only scale, so that one rounding is all there is.
    #expect(differ > 0 || ["quadratic", "saddle"].contains(name))
  }

  @Test(arguments: names)
  func `each is described, and starts in view away from its minima`(name: String) throws {
    let landscape = try landscape(name)
    #expect(!landscape.formula.isEmpty && !landscape.source.isEmpty)
    #expect(landscape.view.x.contains(landscape.start.x))
    #expect(landscape.view.y.contains(landscape.start.y))
    let slope = landscape.gradient(landscape.start.x, landscape.start.y)
    #expect(max(slope.x.magnitude, slope.y.magnitude) > 0.1)
  }

  @Test(arguments: names)
  func `places far away or nowhere do not trap`(name: String) throws {
    let landscape = try landscape(name)
    for far in [1e30, -1e300, .infinity, .nan, 0, -0.0, .leastNonzeroMagnitude] {
      _ = landscape.value(far, far)
      _ = landscape.gradient(far, -far)
      _ = landscape.gradient(Float(far), 0)
    }
  }

  @Test func `the point of Ackley's funnel has gradient zero, not a fraction by zero`() throws {
    let slope = try landscape("ackley").gradient(0.0, 0.0)
    #expect(slope == (0, 0))
  }

  @Test func `the catalogue finds by name`() {
    #expect(names.count == 13 && Set(names).count == 13)
    #expect(LandscapeCatalogue.standard.landscape("Rosenbrock") == nil)
  }

  @Test func `two of one name stop the program`() async {
    await #expect(processExitsWith: .failure) {
      let all = LandscapeCatalogue.standard.landscapes
      _ = LandscapeCatalogue(all + all.prefix(1))
    }
  }
}
