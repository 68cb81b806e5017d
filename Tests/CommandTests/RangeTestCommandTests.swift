import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct RangeTestCommandTests {
  @Test func `a range test shows its curve, all suggestions of it, and what they are worth`()
    async throws
  {
    let anneal = try Anneal()
    let result = try await anneal("find", "boston", "--by", "valley", "--svg", "test.svg")
    #expect(result.code == 0)
    #expect(result.errors == "")
    let end =
      /(?s)Range test\nboston, adamw\n.*\nby +rate +median regret +90th percentile\n[^\n]+\nsteepest .*\nvalley .*\nslide .* 27 % +a factor of 3\nminimum\/10 .*\nsuggested peak rate [^,]+ by fastai's valley, in \d+ steps; such a suggestion was measured to end within 61 % of [^\n]+ within a factor of 10 in nine of ten\nunder cosine\(from: [^\n]+; schedule and length did not enter\n(beware: [^\n]+\n)?drew test\.svg\n/
    #expect(result.output.wholeMatch(of: end) != nil, "\(result.output)")
    let picture = try String(
      contentsOf: anneal.folder.appendingPathComponent("test.svg"), encoding: .utf8)
    for name in ["valley ", "steepest ", "slide ", "minimum/10 "] {
      #expect(picture.contains(">\(name)"), "\(name)")
    }
    #expect(!anneal.has("runs"))
  }

  @Test func `in JSON it has the keys of a search, the suggestions and the ramp`() async throws {
    let anneal = try Anneal()
    let searched = try await anneal("find", "boston", "--steps", "100", "--json")
    // A run of one step has no search, but a range test has its own length.
    let tested = try await anneal("find", "boston", "--steps", "1", "--by", "slide", "--json")
    let known = try #require(try objects(searched.output).first).keys
    let answer = try #require(try objects(tested.output).first)
    #expect(Set(answer.keys) == Set(known).subtracting(["budget"]).union(["suggestions", "ramp"]))
    #expect(answer["by"] as? String == "slide")
    #expect((answer["expectedRegret"] as? [String: Double])?["median"] == 0.266)
    let suggestions = try #require(answer["suggestions"] as? [String: Double])
    #expect(Set(suggestions.keys).isSuperset(of: ["steepest", "slide"]))
    let rate = try #require(answer["rate"] as? Double)
    #expect(try abs(rate / #require(suggestions["slide"]) - 1) < 0.005)
    let interval = try #require(answer["interval"] as? [Double])
    #expect(interval.count == 2 && interval[0] < rate && rate < interval[1])
    let ramp = try #require(answer["ramp"] as? [[String: Any]])
    #expect(ramp.count == answer["steps"] as? Int && ramp[0]["rate"] as? Double == 1e-7)
  }

  @Test(arguments: ["lightning", "smith", "torch-lr-finder"])
  func `the other packages' ramps have one suggestion`(name: String) async throws {
    let result = try await Anneal()("find", "boston", "--by", name, "--json")
    let answer = try #require(try objects(result.output).first)
    #expect((answer["suggestions"] as? [String: Double])?.keys.sorted() == [name])
  }

  @Test func `a name that is not known is told with the nearest`() async throws {
    let result = try await Anneal()("find", "boston", "--by", "vally")
    #expect(result.code == 2)
    #expect(
      result.errors
        == "anneal: --by must be one of trials, steepest, valley, slide, minimum/10, lightning, smith, "
        + "torch-lr-finder; received 'vally'; did you mean 'valley'?\n"
        + "  See 'anneal find --help' for more information.\n")
  }
}
