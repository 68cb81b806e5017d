internal import Charts
package import Optimizers
package import Search

/// The best rates at other batch sizes by the rules that suit an optimizer.
package struct BatchScaleAnswer {
  private let optimizer: Optimizer
  private let rate: Double
  private let from: Int
  private let to: [Int]
  private let noise: [(steps: Int, noise: GradientNoise)]
  private let noiseScale: Double?

  /// - Parameters:
  ///   - noise: what was measured of a task, and after how many steps; the last one counts.
  ///   - noiseScale: the noise scale, if it is known otherwise.
  package init(
    optimizer: Optimizer, rate: Double, from: Int, to: [Int], noiseScale: Double? = nil,
    noise: [(steps: Int, noise: GradientNoise)] = []
  ) {
    (self.optimizer, self.rate, self.from, self.to, self.noise) = (optimizer, rate, from, to, noise)
    self.noiseScale = (noiseScale ?? noise.last?.noise.noiseScale).flatMap { $0 > 0 ? $0 : nil }
  }

  /// How the optimizer's steps depend on the gradient, for a matrix.
  private var dependence: GradientDependence? { Self.dependence(of: optimizer) }

  private static func dependence(of optimizer: Optimizer) -> GradientDependence? {
    optimizer.rule.gradientDependence(of: ParameterShape("weight", [64, 64]))
  }

  /// The rules, the one that suits best last.
  private var rules: [(name: String, rule: BatchRule)] {
    let simple: (String, BatchRule) =
      dependence == .proportional ? ("linear", .linear) : ("square root", .squareRoot)
    guard let noiseScale else { return [simple] }
    let limited: (String, BatchRule) =
      dependence == .proportional
      ? ("saturating", .saturating(noiseScale: noiseScale))
      : ("surging", .surging(noiseScale: noiseScale))
    return [simple, limited]
  }

  /// Checks that the rules are known for an optimizer.
  package static func check(_ optimizer: Optimizer) throws {
    guard dependence(of: optimizer) != nil else {
      throw CommandError.usage(
        "how the rate changes with the batch size is known for SGD, for Adam and rules like it, and for "
          + "Muon; received \(optimizer)")
    }
  }

  /// Prints the table, or JSON.
  package func show(_ output: OutputOptions) throws {
    try Self.check(optimizer)
    if output.json { return try printJSON(Answer(self)) }
    let terminal = Terminal.standard
    for (steps, noise) in noise { say(sentence(noise, after: steps)) }
    if noise.isEmpty, let noiseScale { say("noise scale \(compact(noiseScale)) examples") }
    if !noise.isEmpty { say() }
    let table = Table(
      columns: [Table.Column("batch size")] + rules.map { Table.Column("\($0.name) rule") },
      rows: ([from] + to).map { size in
        ["\(size)"] + rules.map { compact(rate(by: $0.rule, at: size)) }
      })
    say(table.terminal(width: terminal.width, glyphs: terminal.glyphs))
    say()
    if noiseScale != nil, let size = to.last {
      let ends = rules.map { rate(by: $0.rule, at: size) }.sorted()
      say(
        "\(terminal.bold("rate \(compact(ends[0])) … \(compact(ends[1]))")) at batch size \(size): the noise "
          + "scale grows during a run, so the \(rules[1].name) rule with that of now is one end, and the "
          + "\(rules[0].name) rule, without noise scale, the other")
    } else {
      say("The rule holds for batch sizes far below the noise scale; a task measures it, as in")
      say("'anneal scale batch digits --rate 3e-3 --to 256', or give --noise-scale.")
    }
    if let last = to.max(by: { Self.growth($0, from) < Self.growth($1, from) }),
      Self.growth(last, from) > 8
    {
      say(terminal.dim("Beyond a factor of 8, search again: anneal find --batch-size \(last)"))
    }
  }

  private static func growth(_ size: Int, _ from: Int) -> Double {
    max(Double(size) / Double(from), Double(from) / Double(size))
  }

  private func rate(by rule: BatchRule, at size: Int) -> Double {
    rate * rule.factor(from: Double(from), to: Double(size))
  }

  private func sentence(_ noise: GradientNoise, after steps: Int) -> String {
    let place = steps == 0 ? "at the start" : "after \(count(steps, "step"))"
    guard let scale = noise.noiseScale else {
      return
        "\(place): the noise scale is above \(noise.batchSize * noise.batches) examples, too high to "
        + "be measured with \(noise.batches) batches of \(noise.batchSize)"
    }
    let range =
      noise.noiseRange.map { " (\(compact($0.lowerBound)) … \(compact($0.upperBound)))" } ?? ""
    return "\(place): noise scale \(compact(scale)) examples\(range), gradient norm "
      + compact(noise.gradientNorm)
  }

  private struct Answer: Encodable {
    let optimizer: String
    let rate: Double
    let from: Int
    let noiseScale: Double?
    let measured: [Measured]
    let rules: [Rule]

    init(_ answer: BatchScaleAnswer) {
      (optimizer, rate, from) = (answer.optimizer.description, answer.rate, answer.from)
      noiseScale = answer.noiseScale
      measured = answer.noise.map { Measured(steps: $0.steps, noise: $0.noise) }
      rules = answer.rules.map { rule in
        Rule(
          rule: rule.name,
          rates: answer.to.map {
            Rate(batchSize: $0, rate: answer.rate(by: rule.rule, at: $0))
          })
      }
    }

    struct Measured: Encodable {
      let steps: Int
      let noise: GradientNoise
    }

    struct Rule: Encodable {
      let rule: String
      let rates: [Rate]
    }

    struct Rate: Encodable {
      let batchSize: Int
      let rate: Double
    }
  }
}
