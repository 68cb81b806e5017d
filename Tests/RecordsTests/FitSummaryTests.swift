import Records
import Testing

@Suite struct FitSummaryTests {
  private func summary(best: Int, _ lowest: Double, last: Double, steps: Int = 100) -> FitSummary {
    FitSummary(
      run: "r", task: "t", optimizer: "o", schedule: "s", rate: 1, validation: ["loss": last],
      best: BestModel(step: best, loss: lowest, measures: [:]), steps: steps, seconds: 1)
  }

  @Test func `a loss that was lowest early and ends a tenth higher is overfitting`() {
    #expect(summary(best: 70, 1, last: 1.1).overfits)
    #expect(!summary(best: 71, 1, last: 1.5).overfits)
    #expect(!summary(best: 30, 1, last: 1.09).overfits)
    #expect(!summary(best: 30, 0, last: 1).overfits)
  }
}
