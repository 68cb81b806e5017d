import Notation
import Testing

@Suite struct NearestNameTests {
  private let shapes = ["constant", "linear", "cosine", "oneCycle", "exponential", "step"]

  @Test(arguments: [
    ("cosin", "cosine"), ("consine", "cosine"), ("csoine", "cosine"), ("COSINE", "cosine"),
    ("cos", "cosine"), ("liner", "linear"), ("onecycle", "oneCycle"), ("exp", "exponential"),
    ("stpe", "step"), ("steps", "step"),
  ])
  func `a misspelling finds its word`(given: String, expected: String) {
    #expect(nearestName(to: given, among: shapes) == expected)
  }

  @Test(arguments: ["", "x", "adamw", "co", "nonsense", String(repeating: "a", count: 10_000)])
  func `a word far from all finds none`(given: String) {
    #expect(nearestName(to: given, among: shapes) == nil)
  }

  @Test func `a word with no letter in common finds none`() {
    #expect(nearestName(to: "y", among: ["x", "z"]) == nil)
  }

  @Test func `no candidates give none`() {
    #expect(nearestName(to: "cosine", among: [String]()) == nil)
  }

  @Test func `the first of equally near words wins`() {
    #expect(nearestName(to: "beta", among: ["beta1", "beta2"]) == "beta1")
  }
}
