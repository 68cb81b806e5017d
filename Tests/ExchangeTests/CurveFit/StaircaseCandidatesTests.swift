import Exchange
import Testing

@Suite struct StaircaseCandidatesTests {
  private func candidates(_ notation: String, every distance: Int = 1) throws -> [String] {
    let all = try points(notation, length: 400, every: distance)
    return StaircaseCandidates(all).models.filter {
      all.deviation(of: $0.schedule($0.start)) <= all.tolerance
    }.map { String($0.notation($0.start).prefix { $0 != "(" }) }
  }

  @Test func `equal factors at equal distances are three words for one staircase`() throws {
    let step = "step(from: 0.1, gamma: 0.5, every: 100)"
    #expect(Set(try candidates(step, every: 10)) == ["step", "piecewise", "multiStep"])
    let notations = StaircaseCandidates(try points(step, length: 400)).models.map {
      $0.notation($0.start)
    }
    #expect(notations.contains("piecewise([0: 0.1, 100: 0.05, 200: 0.025, 300: 0.0125])"))
    #expect(notations.contains { $0.hasSuffix("at: [100, 200, 300])") })
  }

  @Test func `a staircase is found where every point is on another level`() throws {
    #expect(try candidates("step(from: 1, gamma: 0.9, every: 7)", every: 10) == ["step"])
    #expect(try candidates("drop(from: 1, by: 0.01, every: 7, to: 0.1)", every: 10) == ["drop"])
  }

  @Test func `a smooth decay is no staircase`() throws {
    #expect(try candidates("cosine(from: 1, to: 0.1)").isEmpty)
    #expect(try candidates("constant(1)").isEmpty)
  }
}
