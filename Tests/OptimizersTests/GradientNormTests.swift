import Foundation
import Optimizers
import Testing

@Suite struct GradientNormTests {
  private func norm(_ gradients: [[Double]], threads: Int = 1) -> Double {
    let parameters = Parameters<Float>(gradients, gradients: gradients)
    return withExtendedLifetime(parameters) { gradientNorm(parameters.buffers, threads: threads) }
  }

  @Test func `is the root of the sum of squares over all parameters`() {
    #expect(norm([[3], [4]]) == 5)  // 9 + 16
    #expect(norm([[1, 2, 3, 4, 5, 6, 7, 8], [1, -1]]) == 206.0.squareRoot())  // 204 + 2
    #expect(norm([Array(repeating: 2, count: 9)]) == 6)  // 9·4
    #expect(norm([[], [0, 0]]) == 0)
    #expect(norm([]) == 0)
  }

  @Test func `gradients whose squares overflow float32 have a norm`() {
    let one = Double(Float(1e38))
    let found = norm([Array(repeating: 1e38, count: 16)])  // 4e38
    #expect((found - 4 * one).magnitude <= 1e-15 * found)
    #expect(norm([[Double(Float.leastNonzeroMagnitude)]]) == Double(Float.leastNonzeroMagnitude))
  }

  @Test(arguments: [0, 3, 8, 10])
  func `one gradient that is not finite shows`(place: Int) {
    var gradient = Array(repeating: 1.0, count: 11)
    gradient[place] = .nan
    #expect(norm([gradient]).isNaN)
    gradient[place] = -.infinity
    #expect(norm([gradient]) == .infinity)
  }

  @Test func `agrees with PyTorch`() throws {
    var generator = Generator(2)
    var gradients: [[Double]] = []
    for (count, scale) in zip(Trial<Double>.counts, Trial<Double>.gradientScales) {
      gradients += drawn([count], from: &generator, scale: scale)
    }
    let file = ReferenceFile.folder.deletingLastPathComponent()
      .appending(path: "gradient-norm.json")
    let expected = try JSONDecoder().decode(Double.self, from: Data(contentsOf: file))
    #expect((norm(gradients) - expected).magnitude <= 1e-13 * expected)
    let parameters = Parameters<Double>(gradients, gradients: gradients)
    let exact = withExtendedLifetime(parameters) { gradientNorm(parameters.buffers) }
    #expect((exact - expected).magnitude <= 1e-13 * expected)
  }

  @Test func `does not depend on the number of threads`() {
    var generator = Generator(3)
    #expect(norm([], threads: 3) == 0)
    let gradients = drawn([200_001, 5, 150_000], from: &generator)
    let expected = norm(gradients)
    for threads in [2, 3, 7] { #expect(norm(gradients, threads: threads) == expected) }
    let exact = gradients.joined().reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect((expected - exact).magnitude <= 1e-12 * exact)
  }

  @Test func `no thread at all stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = gradientNorm([] as [ParameterBuffer<Float>], threads: 0)
    }
  }
}

@Suite struct ClippingFactorTests {
  @Test(arguments: [
    (norm: 0.0, limit: 1.0, expected: 1.0), (0.5, 1, 1), (1, 1, 1), (2, 1, 0.5), (4, 1, 0.25),
    (3, .infinity, 1), (.infinity, .infinity, 1), (.infinity, 1, 0), (.nan, 1, 1),
    (1.0.nextUp, 1, 1 / 1.0.nextUp),
  ])
  func `brings the norm down to the limit and never up`(
    norm: Double, limit: Double, expected: Double
  ) {
    #expect(clippingFactor(norm: norm, limit: limit) == expected)
  }

  @Test func `a limit that is not positive stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = clippingFactor(norm: 1, limit: 0) }
    await #expect(processExitsWith: .failure) { _ = clippingFactor(norm: 1, limit: -1) }
    await #expect(processExitsWith: .failure) { _ = clippingFactor(norm: 1, limit: .nan) }
  }
}
