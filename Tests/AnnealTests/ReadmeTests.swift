import Anneal
import Testing

@Suite struct ReadmeTests {
  @Test func `the library's example trains`() async throws {
    let training = TensorDataset(
      inputs: try Tensor((0..<640).map { Float($0 % 7) }, shape: [10, 64]),
      targets: try Tensor((0..<10).map { Int64($0) }, shape: [10]))
    let validation = training
    var steps: [Int] = []

    let model = Classifier(Sequential(try Linear(64, 32), ReLU(), try Linear(32, 10)))
    let trainer = Trainer(
      model: model, optimizer: .adamw(weightDecay: 0.01),
      plan: Plan(.cosine(from: 1e-3, to: 0).warmup(.percent(5))), length: .epochs(10))
    for try await event in try trainer.fit(training, validation: validation) {
      if case .validation(let step, let result) = event {
        steps.append(step)
        #expect(result.loss.isFinite)
      }
    }

    #expect(steps == Array(1...10))  // ten examples are one batch, so an epoch is a step
  }
}
