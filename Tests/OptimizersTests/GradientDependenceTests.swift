import Optimizers
import Testing

@Suite struct GradientDependenceTests {
  private func dependence(_ optimizer: String, _ name: String = "layer.weight") throws
    -> GradientDependence?
  {
    try Optimizer(optimizer).rule.gradientDependence(of: ParameterShape(name, [8, 2]))
  }

  @Test func `steps are in proportion to gradients, or of the rate's size, or orthogonal`() throws {
    #expect(try dependence("sgd(momentum: 0.9)") == .proportional)
    for name in ["adamw", "lion", "rmsprop", "adagrad", "adamw.lookahead(k: 5)"] {
      #expect(try dependence(name) == .normalized, "\(name)")
    }
    // √max(1, 8/2), and 0.2·√8.
    #expect(try dependence("muon(scaling: spectral)") == .orthogonal(norm: 2))
    #expect(try dependence("muon") == .orthogonal(norm: 0.2 * 8.0.squareRoot()))
    #expect(try dependence("muon", "head.weight") == .normalized)
    #expect(try dependence(#"muon.using(sgd, in: "layer.*")"#) == .proportional)
  }

  @Test(arguments: ["lamb", "lars", "shampoo", "soap", "prodigy", "adafactor", "adadelta"])
  func `of rules that follow the parameter's size or find their own it is not known`(
    name: String
  ) throws {
    #expect(try dependence(name) == nil)
  }
}
