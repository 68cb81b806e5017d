import Testing

@Suite(.timeLimit(.minutes(10))) struct FindCommandTests {
  @Test func `a search ends in a suggestion, and records nothing`() async throws {
    let anneal = try Anneal()
    let result = try await anneal("find", "boston", "--steps", "100", "--svg", "search.svg")
    #expect(result.code == 0)
    #expect(result.errors == "")
    let end =
      /(?s)Search for a rate\nboston, adamw\n.*\ntrial at rate +steps +validation loss\n.*\nsuggested peak rate ([^,]+), found in \d+ steps; one as good as the best is most likely in .+ … .+\nunder cosine\(from: .+, to: 0\)\.warmup\(5%\), over 100 steps\nin a study, [^\n]+ within 12 % [^\n]+ within 6[56] % in nine of ten\ndrew search\.svg\n/
    #expect(result.output.wholeMatch(of: end) != nil)
    #expect(anneal.has("search.svg"))
    #expect(!anneal.has("runs"))
  }

  @Test func `a search in JSON holds the rate, its interval and the trials`() async throws {
    let result = try await Anneal()("find", "boston", "--steps", "100", "--json")
    let answer = try #require(try objects(result.output).first)
    let keys: Set = [
      "task", "optimizer", "rate", "interval", "steps", "runSteps", "flat", "trials",
      "expectedRegret", "schedule", "searched", "budget", "by",
    ]
    #expect(Set(answer.keys) == keys)
    let trials = try #require(answer["trials"] as? [[String: Any]])
    #expect(trials.count >= 6 && trials.allSatisfy { $0["rate"] is Double && $0["steps"] is Int })
    #expect(answer["flat"] is Bool)
    let rate = try #require(answer["rate"] as? Double)
    let interval = try #require(answer["interval"] as? [Double])
    try #require(interval.count == 2)
    #expect(interval[0] < rate && rate < interval[1])
  }

  @Test func `a run that is too short gets the typical rate, and is told so`() async throws {
    let result = try await Anneal()("find", "boston", "--steps", "20")
    #expect(
      result.output.contains(
        "suggested peak rate 0.003, typical of the optimizer, since the run is too short for a search; "
          + "one as good as the best is most likely in 1.36e-4 … 0.066\n"))
    let anneal = try Anneal()
    let drawn = try await anneal("find", "boston", "--steps", "20", "--svg", "search.svg")
    #expect(drawn.code == 1 && drawn.errors.hasPrefix("anneal: there is no search to draw: "))
    #expect(!anneal.has("search.svg"))
  }
}
