import Notation
import Testing

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("*", "", true), ("*", "head.weight", true), ("*.bias", "head.bias", true),
    ("*.bias", "bias", false), ("*.bias", "head.bias.scale", false),
    ("head.*", "head.weight", true),
    ("head.*", "ahead.weight", false), ("head.weight", "head.weight", true),
    ("head.weight", "head.weights", false), ("*.q.*.bias", "a.q.b.q.c.bias", true),
    ("*a*b*", "xxaxxbxx", true), ("*a*b*", "xxbxxaxx", false), ("ü.*", "ü.weight", true),
    ("**", "anything", true), ("blocks.#.*", "blocks.12.weight", true),
    ("blocks.#.*", "blocks.x.weight", false), ("blocks.#.*", "blocks..weight", false),
    ("#.weight", "7.weight", true), ("#.weight", "x7.weight", false),
    ("layer#*", "layer10", true), ("*.#.*", "net.body.3.weight", true), ("1*", "12", true),
  ])
  func `fits or does not`(pattern: String, name: String, fits: Bool) {
    #expect(NamePattern(pattern).matches(name) == fits)
  }

  @Test func `a long name and many stars end in time`() {
    let name = String(repeating: "a", count: 200)
    #expect(!NamePattern("*a*a*a*a*a*a*a*a*a*a*a*a*b").matches(name))
  }

  @Test(arguments: [
    ("blocks.#.*", "blocks.12.weight", 12), ("*.#.*", "net.7.up.3.weight", 7),
    ("*#", "a1b22", 22), ("#*", "007.weight", 7),
  ])
  func `finds the number of the layer`(pattern: String, name: String, number: Int) {
    #expect(NamePattern(pattern).layer(in: name) == number)
  }

  @Test func `there is no number without a mark, without a fit, or beyond what a number holds`() {
    #expect(NamePattern("blocks.*").layer(in: "blocks.1.weight") == nil)
    #expect(NamePattern("blocks.#.*").layer(in: "stem.1.weight") == nil)
    #expect(NamePattern("#").layer(in: "99999999999999999999") == nil)
    #expect(!NamePattern("#").matches("99999999999999999999"))
  }
}
