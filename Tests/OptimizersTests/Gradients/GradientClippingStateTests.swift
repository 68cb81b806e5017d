import Foundation
import Optimizers
import Testing

@Suite struct GradientClippingStateTests {
  /// The factors for gradients of these norms.
  private func factors(
    _ norms: [Double], _ clipping: GradientClipping, _ state: inout GradientClippingState
  ) -> [Double] {
    norms.map { clipping.clip([GradientBuffer<Float>](), norm: $0, &state) }
  }

  @Test func `a norm that stands out is brought back and the rest goes into the mean`() {
    let clipping = GradientClipping.zclip(alpha: 0.5, threshold: 2, warmup: 4)
    var state = GradientClippingState()
    // The warm-up's mean is 5, its variance (9 + 1 + 1 + 9)/4 = 5.
    #expect(factors([2, 4, 6, 8], clipping, &state) == [1, 1, 1, 1])
    #expect(state.count == 4 && state.mean == 5)
    #expect((state.variance - 5).magnitude <= 1e-15)

    // (9 − 5)/√5 < 2: not clipped. μ = 7, σ² = (5 + 4)/2 = 4.5.
    #expect(factors([9], clipping, &state) == [1])
    #expect(state.mean == 7)
    #expect((state.variance - 4.5).magnitude <= 1e-15)

    // z = 30/(√4.5 + 1e-6); the norm becomes 7 + 4·√4.5/z = 7.6 but for the 1e-6: 0.6·1e-6/√4.5.
    let factor = factors([37], clipping, &state)[0]
    let clipped = 7 + 4 * 4.5.squareRoot() / (30 / (4.5.squareRoot() + 1e-6))
    #expect((factor * 37 - clipped).magnitude <= 1e-13)
    #expect((clipped - 7.6).magnitude <= 1e-6)
    // μ = (7 + 7.6)/2, σ² = (4.5 + 0.3²)/2
    #expect((state.mean - 7.3).magnitude <= 1e-6)
    #expect((state.variance - 2.295).magnitude <= 1e-6)
    #expect(state.count == 4)
  }

  @Test func `norms that never change are not clipped`() {
    var state = GradientClippingState()
    #expect(factors(Array(repeating: 3, count: 40), .zclip(), &state).allSatisfy { $0 == 1 })
    #expect(state.mean == 3 && state.variance == 0)
  }

  @Test func `a stored state goes on with the same bits`() throws {
    var generator = Generator(8)
    let norms = (0..<60).map { _ in 1 + generator.next() * generator.next() * 0.9 }
    var whole = GradientClippingState()
    let expected = factors(norms, .zclip(threshold: 1), &whole)
    var state = GradientClippingState()
    var found: [Double] = []
    for norm in norms {
      found += factors([norm], .zclip(threshold: 1), &state)
      state = try JSONDecoder()
        .decode(GradientClippingState.self, from: JSONEncoder().encode(state))
    }
    #expect(found == expected && state == whole)
    #expect(found.contains { $0 < 1 })
  }

  @Test(arguments: [
    (#"{"count":-1,"mean":0,"variance":0}"#, "count must be finite and not negative; received -1"),
    (#"{"count":1,"mean":-2,"variance":0}"#, "mean must be finite and not negative; received -2"),
    (
      #"{"count":1,"mean":2,"variance":-3}"#,
      "variance must be finite and not negative; received -3"
    ),
  ])
  func `a state that no norms give is an error`(text: String, message: String) {
    let found = errorText {
      try JSONDecoder().decode(GradientClippingState.self, from: Data(text.utf8))
    }
    #expect(found == message)
  }
}
