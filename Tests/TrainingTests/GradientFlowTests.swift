import Testing
import Training

@Suite struct GradientFlowTests {
  @Test(arguments: [
    ([1, 0.5, 0.25, 0.125], 4, 1, GradientFlow.Verdict.even),
    ([2, 1, 0.03, 0.01, 0.001, 0], 3, 1, .vanishing),
    // Just a hundredth still counts.
    ([1, 0.01, 0.001, 0.001], 2, 1, .vanishing),
    ([1, 10, 99, 100], 4, 100, .even), ([1, 10, 100.5, 1], 4, 100.5, .exploding),
    ([1, .infinity], 2, .infinity, .exploding), ([0, 0], 2, 0, .even),
  ])
  func `a flow is told by how far it reaches and how much it grows`(
    norms: [Double], reach: Int, growth: Double, verdict: GradientFlow.Verdict
  ) {
    let flow = GradientFlow(norms: norms)
    #expect((flow.reach, flow.growth, flow.verdict) == (reach, growth, verdict))
  }

  @Test func `a gradient that is no number has exploded`() {
    #expect(GradientFlow(norms: [1, .nan]).verdict == .exploding)
  }
}
