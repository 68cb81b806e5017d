import Foundation
import Optimizers
import Testing

@Suite struct GradientClippingTests {
  /// Gradients beside parameters of these sizes, clipped by `clipping` with their own norm.
  private func clip<Scalar: OptimizerScalar>(
    _ clipping: GradientClipping, _ gradients: [[Scalar]], weights: [[Scalar]]? = nil,
    sizes: [[Int]]? = nil,
    _ door: (GradientClipping, [GradientBuffer<Scalar>], Double) -> Double
  ) -> (gradients: [[Scalar]], factor: Double) {
    let sum = gradients.joined().reduce(0) { $0 + Double($1) * Double($1) }
    func memory(_ numbers: [Scalar]) -> UnsafeMutableBufferPointer<Scalar> {
      let buffer = UnsafeMutableBufferPointer<Scalar>.allocate(capacity: numbers.count)
      _ = buffer.initialize(from: numbers)
      return buffer
    }
    let values = (weights ?? gradients).map(memory)
    let targets = gradients.map(memory)
    defer { (values + targets).forEach { $0.deallocate() } }
    let buffers = targets.indices.map { index in
      GradientBuffer(
        ParameterShape("layers.\(index)", sizes?[index] ?? [gradients[index].count]),
        values: UnsafeBufferPointer(values[index]), gradient: targets[index])
    }
    let factor = door(clipping, buffers, sum.squareRoot())
    return (targets.map(Array.init), factor)
  }

  private func clip(
    _ clipping: GradientClipping, _ gradients: [[Double]], weights: [[Double]]? = nil,
    sizes: [[Int]]? = nil
  ) -> (gradients: [[Double]], factor: Double) {
    clip(clipping, gradients, weights: weights, sizes: sizes) {
      var state = GradientClippingState()
      return $0.clip($1, norm: $2, &state)
    }
  }

  @Test func `a norm beyond the limit gives the factor that brings it there`() {
    // ‖(3, 4, 12)‖ = 13
    let found = clip(.norm(6.5), [[3, 4], [12]])
    #expect(found.factor == 0.5)
    #expect(found.gradients == [[3, 4], [12]])
    #expect(clip(.norm(13), [[3, 4], [12]]).factor == 1)
    #expect(clip(.norm(1), [[0]]).factor == 1)
  }

  @Test func `values beyond the limit become the limit`() {
    let found = clip(.value(0.5), [[0.25, -0.75, 2], [-0.5]])
    #expect(found.gradients == [[0.25, -0.5, 0.5], [-0.5]])
    #expect(found.factor == 1)
  }

  @Test func `rows are brought down to a share of their weights`() {
    // Rows of weights (3, 4) and (0, 0): limits 0.25·5 and 0.25·max(0, 0.5). The gradients' norms are
    // 5 and 0.1; 1.25/5 = 0.25 of the first, and the second stays. The vector: 0.25·1 of 2.
    let found = clip(
      .adaptive(0.25, epsilon: 0.5), [[4, -3, 0.1, 0], [2, 0]], weights: [[3, 4, 0, 0], [0, 1]],
      sizes: [[2, 2], [2]])
    #expect(found.gradients == [[1, -0.75, 0.1, 0], [0.25, 0]])
    #expect(found.factor == 1)
  }

  @Test func `more dimensions, one number and none are rows too`() {
    let found = clip(
      .adaptive(0.5), [[2, 2, 2, 2, 1, 1, 1, 1], [4], []],
      weights: [.init(repeating: 1, count: 8), [2], []],
      sizes: [[2, 2, 2], [], [0, 3]])
    // Both rows have weights of norm 2 and the limit 1; gradients of norm 4 and 2.
    #expect(found.gradients == [[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [1], []])
  }

  @Test func `a gradient beside weights of 0 is as timm has it`() {
    // limit = 1e-9·1e-3, and the norm 1e-8 counts as 1e-6: 1e-8·1e-12/1e-6
    let found = clip(.adaptive(1e-9), [[1e-8]], weights: [[0]])
    #expect((found.gradients[0][0] - 1e-14).magnitude <= 1e-28)
    #expect(clip(.adaptive(0.01), [[0, 0]], weights: [[0, 0]]).gradients == [[0, 0]])
  }

  @Test(arguments: [GradientClipping.value(0.25), .adaptive(0.01)])
  func `threads give the same bits`(clipping: GradientClipping) {
    var generator = Generator(6)
    let gradients = drawn([250_007, 3], from: &generator).map { $0.map { Float($0) } }
    let found = [1, 2, 3].map { threads in
      clip(clipping, gradients, sizes: [[250_007, 1], [3]]) {
        var state = GradientClippingState()
        return $0.clip($1, norm: $2, &state, threads: threads)
      }.gradients
    }
    #expect(found[0] == found[1] && found[0] == found[2])
    #expect(found[0] != gradients)
  }

  @Test func `a norm that is not finite changes nothing`() {
    let norms: [Double] = [.nan, .infinity]
    for clipping: GradientClipping in [.norm(1), .value(1), .adaptive(1), .zclip(warmup: 1)] {
      for norm in norms {
        var state = GradientClippingState()
        let found = clip(clipping, [[5.0, -7]]) { clipping, buffers, _ in
          clipping.clip(buffers, norm: norm, &state)
        }
        #expect(found.factor == 1 && found.gradients == [[5, -7]])
        #expect(state == GradientClippingState())
      }
    }
  }

  @Test(arguments: [
    "norm(1)", "value(0.5)", "adaptive(0.01)", "adaptive(0.01, epsilon: 1e-4)", "zclip",
    "zclip(alpha: 0.9, threshold: 3, warmup: 10)",
  ])
  func `the notation reads back`(notation: String) throws {
    let clipping = try GradientClipping(notation)
    #expect("\(clipping)" == notation)
    let data = try JSONEncoder().encode([clipping])
    #expect(try JSONDecoder().decode([GradientClipping].self, from: data) == [clipping])
  }

  @Test(arguments: [
    ("norm(0)", "limit must be finite and positive; received 0"),
    ("value(-1)", "limit must be finite and positive; received -1"),
    ("adaptive(0)", "factor must be finite and positive; received 0"),
    ("adaptive(1, epsilon: 0)", "epsilon must be finite and positive; received 0"),
    ("zclip(alpha: 1)", "alpha must be in 0 ..< 1; received 1"),
    ("zclip(threshold: 0)", "threshold must be finite and positive; received 0"),
    ("zclip(warmup: 0)", "warmup must be at least 1; received 0"),
    ("norm", "'norm' needs its limit"), ("nrm(1)", "unknown clipping 'nrm'"),
    ("norm(1, 2)", "'norm' takes no further value without a label"),
    ("norm(1).value(2)", "'value' stands alone: write it without a dot before it"),
  ])
  func `what is written wrong is an error`(notation: String, message: String) {
    let found = errorText { try GradientClipping(notation) }
    #expect(found.hasPrefix(message), "\(found)")
  }
}
