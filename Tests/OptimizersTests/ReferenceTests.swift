import Optimizers
import Testing

/// What PyTorch makes of one optimizer in 100 steps.
struct ReferenceCase: Sendable, CustomTestStringConvertible {
  let notation: String
  let float64: [Double]
  let float32: [Double]

  init(_ notation: String, float64: [Double], float32: [Double]) {
    (self.notation, self.float64, self.float32) = (notation, float64, float32)
  }

  var testDescription: String { notation }
}

@Suite struct ReferenceTests {
  @Test(arguments: OptimizerReference.cases)
  func `100 steps in float64 end where PyTorch's do`(reference: ReferenceCase) throws {
    let found = try result(of: reference.notation) { (parameters: Parameters<Double>, optimizer) in
      let state = parameters.state(of: optimizer)
      return { optimizer.step(parameters.buffers, state, learningRate: $0) }
    }
    expect(found, reference.float64, within: 1e-12)
  }

  @Test(arguments: OptimizerReference.cases)
  func `100 steps in float32 end where PyTorch's do`(reference: ReferenceCase) throws {
    let found = try result(of: reference.notation) { (parameters: Parameters<Float>, optimizer) in
      let state = parameters.state(of: optimizer)
      return { optimizer.step(parameters.buffers, state, learningRate: $0) }
    }
    expect(found, reference.float32, within: 1e-5)
  }

  @Test func `every rule of the catalogue has a reference`() {
    for rule in OptimizerCatalogue.standard.rules {
      #expect(OptimizerReference.cases.contains { $0.notation.hasPrefix(rule.word) })
    }
  }

  /// The protocol of `scripts/optimizer_reference.py`.
  private func result<Scalar>(
    of notation: String, stepper: (Parameters<Scalar>, Optimizer) -> (Double) -> Void
  ) throws -> [Double] {
    let counts = [1, 7, 8, 9, 15, 1000]
    var generator = Generator(1)
    let parameters = Parameters<Scalar>(drawn(counts, from: &generator))
    let step = stepper(parameters, try Optimizer(notation))
    for index in 0..<100 {
      var gradients: [[Double]] = []
      for (position, count) in counts.enumerated() {
        let scale = position == 0 ? 2 : 2 / Double(1 << (3 * position))  // 2^(1 - 3·position)
        gradients += drawn([count], from: &generator, scale: scale)
      }
      parameters.setGradients(gradients)
      step(0.01 * Double(1 + index % 7))
    }
    let large = parameters.numbers[5].map { Double($0) }
    return parameters.numbers[..<5].joined().map { Double($0) }
      + [0, 7, 8, 499, 991, 999].map { large[$0] } + [large.reduce(0, +)]
  }

  /// Relative to the largest parameter; the last number is a sum of 1000.
  private func expect(_ found: [Double], _ expected: [Double], within tolerance: Double) {
    #expect(found.count == 47 && expected.count == 47)
    let largest = expected.dropLast().map(\.magnitude).max() ?? 0
    for (index, (found, expected)) in zip(found, expected).enumerated() {
      let allowed = tolerance * largest * (index == 46 ? 1000 : 1)
      #expect((found - expected).magnitude <= allowed, "element \(index)")
    }
  }
}
