import Foundation
import Testing

/// Plans, controllers and changed plans, from the command line.
@Suite(.timeLimit(.minutes(10))) struct PlanCommandTests {
  private func fit(_ anneal: Anneal) async throws {
    let result = try await anneal(
      "fit", "boston", "--steps", "40", "--schedule", "linear(from: 0.004, to: 0)")
    #expect(result.code == 0)
  }

  private func lines(_ output: String) throws -> [[String: Any]] {
    try output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func `a run is refused another plan unless it is said how, and then goes on`() async throws
  {
    let anneal = try Anneal()
    try await fit(anneal)
    let refused = try await anneal(
      "fit", "--resume", "boston-1", "--steps", "60", "--schedule", "linear(from: 0.002, to: 0)")
    #expect(refused.code == 2)
    #expect(
      refused.errors == """
        anneal: the plan or the length differs from the run's; choose one of --replan rebase, --replan then, --replan hold
          was: linear(from: 4e-3, to: 0), 40 steps
          now: linear(from: 2e-3, to: 0), 60 steps
                            ^^^^^^^^^^^^^^^

        """)
    let taken = try await anneal(
      "fit", "--resume", "boston-1", "--steps", "60", "--schedule", "linear(from: 0.002, to: 0)",
      "--replan", "then", "--json")
    #expect(taken.code == 0)
    let rates = try lines(taken.output).filter { $0["event"] as? String == "step" }
      .compactMap { $0["rate"] as? Double }
    #expect(rates.count == 20)
    #expect(abs(rates[0] - 0.002) < 1e-15 && abs(rates[19] - 0.0001) < 1e-15)
  }

  @Test func `a run that holds its plan says once that it is past the end`() async throws {
    let anneal = try Anneal()
    try await fit(anneal)
    let held = try await anneal("fit", "--resume", "latest", "--steps", "50", "--replan", "hold")
    #expect(held.code == 0)
    let said = "past end    the plan is over at step 40; its last rate holds from here on\n"
    #expect(held.output.components(separatedBy: said).count == 2)
  }

  @Test func `a controller's changes are told as they happen`() async throws {
    let anneal = try Anneal()
    let result = try await anneal(
      "fit", "boston", "--steps", "20", "--validate-every", "5", "--json", "--schedule",
      "constant(1e-30).controlled(by: plateau(factor: 0.5, patience: 1))")
    #expect(result.code == 0)
    let changes = try lines(result.output).filter { $0["event"] as? String == "controlled" }
    #expect(changes.map { $0["step"] as? Int } == [15])
    #expect(changes.first?["controller"] as? String == "plateau(factor: 0.5, patience: 1)")
    #expect(changes.first?["to"] as? Double == 0.5)
  }

  @Test(arguments: [
    (
      #"constant(1).scaled(by: 2, in: "head.*")"#,
      "scaled: in must be a pattern that a parameter fits (the model has body.layers.0.weight, "
        + #"body.layers.0.bias, body.layers.2.weight, …); received "head.*""#
    ),
    (
      "constant(1).scheduling(momentum, constant(0.9))",
      "a scheduled hyperparameter of adamw must be its rate or one of beta1, beta2, epsilon, "
        + "weightDecay; received momentum"
    ),
    (
      "constant(1).controlled(by: platau)",
      """
      --schedule: unknown controller 'platau'
        constant(1).controlled(by: platau)
                                   ^
      did you mean 'plateau'?
      """
    ),
  ])
  func `a plan that cannot be is refused before anything is recorded`(
    plan: String, message: String
  ) async throws {
    let anneal = try Anneal()
    let result = try await anneal("fit", "boston", "--schedule", plan)
    #expect(result.code == 2)
    #expect(result.errors == "anneal: \(message)\n")
    #expect(["", "[]\n"].contains(try await anneal("runs", "list", "--json").output))
  }
}
