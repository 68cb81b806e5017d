import LearningRate
import Testing

@Suite struct WarpedTests {
  @Test func `warped follows timm's k-decay`() throws {
    // timm 1.0.31: CosineLRScheduler(t_initial=10, lr_min=0.1, k_decay=1.5)
    let cosine = [
      1.0, 0.9977811648294495, 0.9823512957761191, 0.9413618429994236, 0.8652029650870076,
      0.749807128146796, 0.5997204768819523, 0.4303546492198769, 0.2680434925177909,
      0.14662741940639967, 0.1,
    ]
    let found = try values(.cosine(from: 1, to: 0.1).warped(power: 1.5), steps: 10, through: 10)
    #expect(areClose(found, cosine), "\(found)")
    // PolyLRScheduler(t_initial=10, lr_min=0.1, power=0.5, k_decay=2)
    let poly = [
      1.0, 0.9954886933959579, 0.981816307401944, 0.9585452812752511, 0.9248636250920512,
      0.8794228634059947, 0.82, 0.7427285585688564, 0.64, 0.4923009049186605, 0.1,
    ]
    let other = Schedule.polynomial(from: 1, to: 0.1, power: 0.5).warped(power: 2)
    #expect(areClose(try values(other, steps: 10), poly))
    #expect(try values(.linear(from: 4, to: 0).warped(power: 1), steps: 4) == [4, 3, 2, 1, 0])
  }
}
