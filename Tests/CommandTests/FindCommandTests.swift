import Testing

@Suite(.timeLimit(.minutes(10))) struct FindCommandTests {
  @Test func `a search ends in a suggestion, and records nothing`() async throws {
    let anneal = try Anneal()
    let result = try await anneal("find", "boston", "--steps", "100", "--svg", "search.svg")
    #expect(result.code == 0)
    #expect(result.errors == "")
    // A tenth is below the 20 steps that a ramp has at least, a twentieth below the probe's 10.
    let end =
      /(?s)Range test\nboston, adamw\n.*\nprobe at peak rate +training loss\n.*\nsuggested peak rate ([^,]+), the best peak rate is most likely in .+ … .+\nunder cosine\(from: .+, to: 0\)\.warmup\(5%\), over 100 steps; the search spent 50\ndrew search\.svg\n/
    #expect(result.output.wholeMatch(of: end) != nil)
    #expect(anneal.has("search.svg"))
    #expect(!anneal.has("runs"))
  }

  @Test func `a search in JSON holds rate, interval, probes and ramp`() async throws {
    let result = try await Anneal()("find", "boston", "--steps", "100", "--json")
    let answer = try #require(try objects(result.output).first)
    let keys: Set = [
      "task", "optimizer", "rate", "interval", "steps", "runSteps", "probes", "ramp",
    ]
    #expect(Set(answer.keys) == keys)
    let probes = try #require(answer["probes"] as? [[String: Any]])
    #expect(probes.count == 3)
    let rate = try #require(answer["rate"] as? Double)
    let interval = try #require(answer["interval"] as? [Double])
    try #require(interval.count == 2)
    #expect(interval[0] < rate && rate < interval[1])
  }
}
