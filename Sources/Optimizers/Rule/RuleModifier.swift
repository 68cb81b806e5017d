public import Notation

/// A rule that changes another rule and is written after it: `adamw.lookahead(k: 5)`.
///
/// Its slots and numbers come after those of the rule that it changes, its base.
public protocol RuleModifier: UpdateRule {
  /// The optimizer that it changes.
  var inner: Optimizer { get set }
  /// The modifier with its defaults.
  init(_ inner: Optimizer)
  /// The slots of one parameter, without those of the base.
  func ownSlots(of parameter: ParameterShape) -> [Slot]
  /// The numbers of all parameters together, without those of the base.
  var ownNumbers: [StateNumber] { get }
}

extension RuleModifier {
  /// The optimizer that it changes.
  public var base: Optimizer? { inner }
  /// The modifier with its defaults, over the same base.
  public var defaults: Self { Self(inner) }
  /// The base's.
  public var typicalRate: Double { inner.rule.typicalRate }
  /// As the base does.
  public var searchFactor: Double { inner.rule.searchFactor }
  /// As the base does.
  public var findsRate: Bool { inner.rule.findsRate }
  /// As the base does.
  public var keepsRate: Bool { inner.rule.keepsRate }
  /// As the base does.
  public func gradientDependence(of parameter: ParameterShape) -> GradientDependence? {
    inner.rule.gradientDependence(of: parameter)
  }
  /// As the base does.
  public var needsLoss: Bool { inner.rule.needsLoss }
  /// As the base does.
  public var isCompact: Bool { inner.rule.isCompact }
  /// None.
  public func ownSlots(of parameter: ParameterShape) -> [Slot] { [] }
  /// None.
  public var ownNumbers: [StateNumber] { [] }
  /// The base's.
  public var routes: [NamePattern] { inner.rule.routes }
  /// The base's.
  public func fault(for parameters: [ParameterShape]) -> OptimizerError? {
    inner.rule.fault(for: parameters)
  }
  /// The base's, and then its own.
  public func slots(of parameter: ParameterShape) -> [Slot] {
    inner.rule.slots(of: parameter) + ownSlots(of: parameter)
  }
  /// The base's, and then its own.
  public var numbers: [StateNumber] { inner.rule.numbers + ownNumbers }
  /// The base's and its own.
  public var schedulableNames: [String] {
    Set(inner.rule.schedulableNames + ownSchedulableNames).sorted()
  }
  /// A value goes to the modifier if it has a hyperparameter of that name, and otherwise to the
  /// base.
  public func setting(_ values: [String: Double]) -> Self {
    let own = Set(ownSchedulableNames)
    var rule = settingOwn(values.filter { own.contains($0.key) })
    let others = values.filter { !own.contains($0.key) }
    if !others.isEmpty { rule.inner = Optimizer(unchecked: inner.rule.setting(others)) }
    return rule
  }
  /// As the base does.
  public var hasEvaluationParameters: Bool { inner.rule.hasEvaluationParameters }
  /// As the base does.
  public func evaluate<Scalar: OptimizerScalar>(
    _ step: Step<Scalar>, into targets: [UnsafeMutableBufferPointer<Scalar>]
  ) {
    inner.rule.evaluate(step, into: targets)
  }

  /// The step of the base, without the scheduled hyperparameters of the modifier.
  func runBase<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    var step = step
    let own = Set(ownSchedulableNames)
    if !own.isEmpty {
      for index in step.groups.indices {
        step.groups[index].hyperparameters = step.groups[index].hyperparameters.filter {
          !own.contains($0.key)
        }
      }
    }
    try inner.run(step)
  }
}

extension Optimizer {
  /// Whether the optimizer has a modifier of this type.
  func isModified(by type: any RuleModifier.Type) -> Bool {
    var rule: (any UpdateRule)? = rule
    while let one = rule {
      if Swift.type(of: one) == type { return true }
      rule = one.base?.rule
    }
    return false
  }

  /// The rule's step, through the entry points that are compiled for one precision: `run` of a rule
  /// that is only known at run time would not be specialized.
  func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    if let step = step as? Step<Float> {
      try rule.step(step)
    } else if let step = step as? Step<Double> {
      try rule.step(step)
    } else {
      try rule.run(step)
    }
  }
}
