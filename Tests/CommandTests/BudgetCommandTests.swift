import Foundation
import Testing

/// What a search for a rate may cost, and what happens when its answer fails.
@Suite struct BudgetCommandTests {
  @Test func `without a budget the typical rate is used, and one that fails is divided once`()
    async throws
  {
    let anneal = try Anneal()
    let result = try await anneal(
      "fit", "boston(hidden: [])", "--optimizer", "sgd", "--budget", "0", "--epochs", "5")
    #expect(result.code == 0)
    #expect(
      result.output.contains(
        "rate        0.5, typical of the optimizer, since nothing was searched for; "))
    #expect(
      result.output.contains(
        "step 60     the validation loss is not below that before training at the rate that was found; "
          + "the run begins again at 0.108\n"))
    #expect(result.output.contains("step 60     changed by the search: goBack(to: 0)\n"))
    #expect(result.output.contains("peak rate 0.108, 120 steps in "))
  }

  @Test(arguments: ["10", "10%", "40%"])
  func `a budget is told with the answer`(budget: String) async throws {
    let result = try await Anneal()(
      "find", "boston", "--epochs", "50", "--budget", budget, "--json")
    let answer = try #require(try objects(result.output).first)
    let known = budget == "10" ? "10%" : budget
    #expect(answer["budget"] as? String == known && answer["searched"] as? Bool == true)
    let steps = try #require(answer["steps"] as? Int)
    #expect(steps > (budget == "40%" ? 180 : 30) && steps < (budget == "40%" ? 330 : 180))
  }

  @Test func `a budget without a search is refused`() async throws {
    let anneal = try Anneal()
    let given = try await anneal("fit", "boston", "--rate", "0.01", "--budget", "40%")
    #expect(given.code == 2)
    #expect(
      given.errors.contains(
        "--budget is that of a search for the rate; leave it out, or say --rate find"))
    let ramp = try await anneal("find", "boston", "--by", "valley", "--budget", "40%")
    #expect(ramp.code == 2 && ramp.errors.contains("leave out --budget or --by"))
    let odd = try await anneal("find", "boston", "--budget", "50%")
    #expect(odd.code == 2)
    #expect(odd.errors.contains("must be 0, 10%, 16%, 40%, 100% or 300%; received '50%'"))
  }
}
