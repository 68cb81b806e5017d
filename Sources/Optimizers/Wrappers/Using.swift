public import Notation

extension Optimizer {
  /// Another optimizer for the parameters whose names fit a pattern:
  /// `muon.using(adamw, in: "head.*")`.
  ///
  /// ```
  /// p ← other(p, g)     where the parameter's name fits
  /// p ← base(p, g)      elsewhere
  /// ```
  ///
  /// Both receive the same rates, the settings that they know, and only their own parameters: a
  /// norm over all parameters is one over its own. To change only the rate of some parameters, use
  /// the plan: `scaled(by: 0.1, in: "head.*")`. A modifier that follows, such as `averaged`,
  /// applies to all parameters.
  ///
  /// Several `using` may follow one another. A pattern that fits no parameter, and a parameter that
  /// fits two patterns, are errors when the model is known; see ``Optimizer/check(for:)``.
  ///
  /// - Parameters:
  ///   - other: The optimizer of the parameters whose names fit.
  ///   - pattern: The names.
  /// - Precondition: the pattern is 1 to 200 bytes long, with at most one `#`.
  public func using(_ other: Optimizer, in pattern: NamePattern) -> Optimizer {
    var rule = Using(self)
    (rule.other, rule.pattern) = (other, pattern)
    return Optimizer(rule)
  }
}

/// The rule of `using`.
package struct Using: RuleModifier {
  /// The optimizer of the other parameters.
  package var inner: Optimizer
  package var other: Optimizer
  package var pattern: NamePattern

  /// `inner` for all parameters, until `other` and `pattern` are set.
  package init(_ inner: Optimizer) { (self.inner, other, pattern) = (inner, inner, "*") }

  /// Runs both optimizers, each on its own parameters.
  package func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    var rate: Double?
    for (index, part) in parts(of: step).enumerated() {
      try part.optimizer.run(part.step)
      // The rate that is reported is that of the base, which most parameters have.
      if index == 0 { rate = step.state.effectiveRate } else { step.state.effectiveRate = rate }
    }
  }

  /// The evaluation parameters of both optimizers.
  @_specialize(where Scalar == Float)
  package func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>]
  ) {
    for part in parts(of: step) where part.optimizer.hasEvaluationParameters {
      part.optimizer.rule.evaluate(part.step, into: part.parameters.map { targets[$0] })
    }
  }

  private func parts<Scalar>(of step: Step<Scalar>) -> [Part<Scalar>] {
    let fits = step.parameters.map { pattern.matches($0.shape.name) }
    return [
      Part(inner, fits.indices.filter { !fits[$0] }, of: step, firstNumber: 0),
      Part(
        other, fits.indices.filter { fits[$0] }, of: step, firstNumber: inner.rule.numbers.count),
    ].filter { !$0.parameters.isEmpty }
  }

  /// An optimizer with its parameters, and the step it makes.
  private struct Part<Scalar: OptimizerScalar> {
    let optimizer: Optimizer
    let parameters: [Int]
    let step: Step<Scalar>

    init(_ optimizer: Optimizer, _ parameters: [Int], of step: Step<Scalar>, firstNumber: Int) {
      (self.optimizer, self.parameters) = (optimizer, parameters)
      var step = step.restricted(to: parameters, firstNumber: firstNumber)
      let known = Set(optimizer.rule.schedulableNames)
      for index in step.groups.indices {
        step.groups[index].hyperparameters = step.groups[index].hyperparameters.filter {
          known.contains($0.key)
        }
      }
      self.step = step
    }
  }

  private func rule(of parameter: ParameterShape) -> any UpdateRule {
    pattern.matches(parameter.name) ? other.rule : inner.rule
  }
}

extension Using {
  /// `using`.
  package static let word = NotationWord(
    "using", summary: "another optimizer for some parameters, by name",
    formula: "another rule for the parameters whose names fit",
    purpose: "embeddings, heads or biases that need a rule of their own",
    source: "optax.multi_transform")
  /// The other optimizer, and the pattern; neither can be left out.
  package static var hyperparameters: NotationParameters<Using> {
    [.optimizer("optimizer", \.other), .required("in", \.pattern, .pattern)]
  }
  /// That of either.
  package var conflict: OptimizerError? { other.rule.deepFault }
  /// If either needs it.
  package var needsLoss: Bool { inner.rule.needsLoss || other.rule.needsLoss }
  /// If both do.
  package var findsRate: Bool { inner.rule.findsRate && other.rule.findsRate }
  /// If both do.
  package var keepsRate: Bool { inner.rule.keepsRate && other.rule.keepsRate }
  /// If either does.
  package var isCompact: Bool { inner.rule.isCompact || other.rule.isCompact }
  /// Those of the parameter's own optimizer, which decides alone whether they are in full
  /// precision.
  package func slots(of parameter: ParameterShape) -> [Slot] {
    let rule = rule(of: parameter)
    let slots = rule.slots(of: parameter)
    return rule.isCompact ? slots : slots.map(\.exact)
  }
  /// Those of the base, and then the other's.
  package var ownNumbers: [StateNumber] { other.rule.numbers }
  /// Those of both.
  package var schedulableNames: [String] {
    Set(inner.rule.schedulableNames + other.rule.schedulableNames).sorted()
  }
  /// Each optimizer receives the values that it knows.
  package func setting(_ values: [String: Double]) -> Using {
    func set(_ optimizer: Optimizer) -> Optimizer {
      let known = Set(optimizer.rule.schedulableNames)
      return Optimizer(unchecked: optimizer.rule.setting(values.filter { known.contains($0.key) }))
    }
    var rule = self
    (rule.inner, rule.other) = (set(inner), set(other))
    return rule
  }
  /// If either has.
  package var hasEvaluationParameters: Bool {
    inner.hasEvaluationParameters || other.hasEvaluationParameters
  }
  /// That of the parameter's own optimizer.
  package func decoupledDecay(of parameter: ParameterShape) -> Double {
    rule(of: parameter).decoupledDecay(of: parameter)
  }
  /// That of the parameter's own optimizer.
  package func gradientDependence(of parameter: ParameterShape) -> GradientDependence? {
    rule(of: parameter).gradientDependence(of: parameter)
  }
  /// The base's, and its own.
  package var routes: [NamePattern] { inner.rule.routes + [pattern] }
  /// A pattern that fits no parameter, a parameter that fits two patterns, or a fault of either
  /// optimizer.
  package func fault(for parameters: [ParameterShape]) -> OptimizerError? {
    let fitting = parameters.filter { pattern.matches($0.name) }
    guard !fitting.isEmpty else {
      return OptimizerError(
        "in", NamePattern.requirement(toFitOneOf: parameters.map(\.name)), received: "\(pattern)")
    }
    for parameter in fitting {
      guard let route = inner.rule.routes.first(where: { $0.matches(parameter.name) }) else {
        continue
      }
      return OptimizerError(
        "in", "a pattern that shares no parameter with \(route)",
        received: "\(pattern), which '\(parameter.name)' fits too")
    }
    return other.rule.fault(for: fitting)
      ?? inner.rule.fault(for: parameters.filter { !pattern.matches($0.name) })
  }
}
