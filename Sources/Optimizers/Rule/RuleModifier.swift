public import Notation

/// A rule that changes what another does, written behind it: `adamw.lookahead(k: 5)`.
///
/// What it remembers comes after what its base remembers, in slots and in numbers.
public protocol RuleModifier: UpdateRule {
  /// What it changes.
  var inner: Optimizer { get set }
  /// The modifier with its defaults.
  init(_ inner: Optimizer)
  /// The modifier over `inner` as it is written; `catalogue` reads an optimizer among its arguments.
  static func reading(
    _ arguments: inout ArgumentReader, over inner: Optimizer, _ catalogue: OptimizerCatalogue
  ) throws -> Self
  /// What it remembers of a parameter, besides its base.
  func ownSlots(of parameter: ParameterShape) -> [Slot]
  /// What it remembers of all parameters together, besides its base.
  var ownNumbers: [StateNumber] { get }
}

extension RuleModifier {
  /// Reads each of ``UpdateRule/hyperparameters``.
  public static func reading(
    _ arguments: inout ArgumentReader, over inner: Optimizer, _ catalogue: OptimizerCatalogue
  ) throws -> Self {
    var rule = Self(inner)
    try rule.read(&arguments)
    return rule
  }
  /// What it changes.
  public var base: Optimizer? { inner }
  /// The modifier with its defaults, over the same base.
  public var defaults: Self { Self(inner) }
  /// The base's.
  public var typicalRate: Double { inner.rule.typicalRate }
  /// As the base does.
  public var findsRate: Bool { inner.rule.findsRate }
  /// As the base does.
  public var keepsRate: Bool { inner.rule.keepsRate }
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
  /// Its own where it has one of that name, and otherwise the base's.
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

  /// The base's step, without what is scheduled of the modifier itself.
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
  /// Whether a modifier of this type is among those that are written behind the rule.
  func isModified(by type: any RuleModifier.Type) -> Bool {
    var rule: (any UpdateRule)? = rule
    while let one = rule {
      if Swift.type(of: one) == type { return true }
      rule = one.base?.rule
    }
    return false
  }

  /// The rule's step, through its compiled doors: `run` of an unknown rule would not be specialized.
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
