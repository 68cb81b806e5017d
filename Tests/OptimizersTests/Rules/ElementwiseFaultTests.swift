import Notation
import Optimizers
import Testing

/// What every hyperparameter of the elementwise rules must be.
@Suite struct ElementwiseFaultTests {
  static let shares = [
    "rmsprop": ["alpha", "momentum"], "adadelta": ["rho"], "adamax": ["beta1", "beta2"],
    "nadam": ["beta1", "beta2"], "radam": ["beta1", "beta2"], "lion": ["beta1", "beta2"],
    "adan": ["beta1", "beta2", "beta3"], "ademamix": ["beta1", "beta2", "beta3"],
    "signSGD": ["momentum"], "adabelief": ["beta1", "beta2"], "adopt": ["beta1", "beta2"],
  ]
  static let positive = [
    "adagrad", "rmsprop", "adadelta", "adamax", "nadam", "radam", "adan", "ademamix", "adabelief",
    "adopt",
  ]
  static let notNegative = [
    ("adagrad", "initialAccumulator"), ("nadam", "momentumDecay"), ("ademamix", "alpha"),
  ]
  static let words = positive + ["lion", "signSGD"]

  private func expect(_ notation: String, fails sentence: String) {
    let error = #expect(throws: NotationError.self) { try Optimizer(notation) }
    let found = error?.summary.hasPrefix(sentence) ?? false
    #expect(found, "\(notation): \(error?.summary ?? "")")
  }

  @Test func `shares are below 1`() {
    for (word, names) in Self.shares {
      for name in names {
        expect("\(word)(\(name): 1)", fails: "\(name) must be in 0 ..< 1; received 1")
        expect("\(word)(\(name): -0.1)", fails: "\(name) must be in 0 ..< 1; received -0.1")
      }
    }
  }

  @Test func `epsilon is positive`() {
    for word in Self.positive {
      expect(
        "\(word)(epsilon: 0)", fails: "epsilon must be finite and positive; received 0")
    }
  }

  @Test func `decay and weights are not negative`() {
    for (word, name) in Self.notNegative + Self.words.map({ ($0, "weightDecay") }) {
      expect(
        "\(word)(\(name): -1)", fails: "\(name) must be finite and not negative; received -1")
    }
    expect("ademamix(warmup: -1)", fails: "warmup must be at least 0; received -1")
  }

  @Test func `every hyperparameter that may be out of range is tried above`() {
    for rule in OptimizerCatalogue.standard.rules where Self.words.contains(rule.word.name) {
      let word = rule.word.name
      let tried =
        (Self.shares[word] ?? []) + (Self.positive.contains(word) ? ["epsilon"] : [])
        + Self.notNegative.filter { $0.0 == word }.map(\.1) + ["weightDecay"]
        + (word == "ademamix" ? ["warmup"] : [])
      let flags = ["centered", "epsilonInside", "decoupled", "proximal", "rectified", "clipped"]
      #expect(Set(names(of: rule)).subtracting(flags) == Set(tried), "\(word)")
    }
  }

  private func names<Rule: NamedRule>(of _: Rule.Type) -> [String] {
    Rule.hyperparameters.list.map { $0.name }
  }
}
