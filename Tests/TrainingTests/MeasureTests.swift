import Testing
import Training

@Suite struct MeasureTests {
  @Test func `a mean over unequal parts is the mean of all`() {
    // (1 + 2 + 3)/3 and 10/1: together 16/4 = 4, where the mean of means is 6.
    #expect((Measure.mean(6, over: 3) + .mean(10, over: 1)).value == 4)
  }

  @Test func `perplexity is exp of the mean, not a mean of exponentials`() {
    // 2 tokens at 1 nat, 6 at 3: (2 + 18)/8 = 2.5; e^2.5 = 12.182494
    let both = Measure.perplexity(loss: 1, over: 2) + .perplexity(loss: 3, over: 6)
    #expect(abs(both.value - 12.182494) < 1e-5)
  }

  @Test func `F1 counts over all parts`() {
    // TP 3, FP 1, FN 4: 6/(6 + 5)
    let one = Measure.f1(truePositives: 2, falsePositives: 0, falseNegatives: 1)
    let other = Measure.f1(truePositives: 1, falsePositives: 1, falseNegatives: 3)
    #expect(abs((one + other).value - 6.0 / 11) < 1e-15)
    #expect(Measure.f1(truePositives: 0, falsePositives: 0, falseNegatives: 0).value == 0)
  }

  @Test func `R² is of the whole data set, however it is cut`() {
    // scikit-learn's example: r2_score([3, -0.5, 2, 7], [2.5, 0, 2, 8]) = 0.9486081370449679
    let whole = Measure.rSquared(targets: [3, -0.5, 2, 7], predictions: [2.5, 0, 2, 8])
    let parts =
      Measure.rSquared(targets: [3], predictions: [2.5])
      + .rSquared(targets: [-0.5, 2, 7], predictions: [0, 2, 8])
    #expect(abs(whole.value - 0.9486081370449679) < 1e-14)
    #expect(abs(parts.value - whole.value) < 1e-14)
  }

  @Test func `measures of different kinds do not add up`() async {
    await #expect(processExitsWith: .failure) {
      _ = Measure.mean(1, over: 1) + .f1(truePositives: 1, falsePositives: 1, falseNegatives: 1)
    }
  }
}
