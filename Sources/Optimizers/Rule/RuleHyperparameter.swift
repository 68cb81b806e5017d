public import Notation

/// One hyperparameter of a rule: its name, its range, and how it is read and written.
///
/// A rule lists them once; notation, checks and scheduling follow from the list.
/// ```swift
/// static var hyperparameters: [RuleHyperparameter<Lion>] {
///   [.share("beta1", \.beta1), .share("beta2", \.beta2), .notNegative("weightDecay", \.weightDecay)]
/// }
/// ```
public struct RuleHyperparameter<Rule> {
  /// The name, which is its label.
  public let name: String
  /// Where it is, for one that may change from step to step; nil in a rule that cannot use it.
  let path: (Rule) -> WritableKeyPath<Rule, Double>?
  let fault: (Rule) -> OptimizerError?
  /// Its argument; nil for an optional one that is not there.
  let argument: (Rule) -> NotationArgument?
  let read: (inout Rule, inout ArgumentReader) throws -> Void
  /// Whether it is always written, having no default.
  var isRequired = false

  /// A number, with a check of its value.
  ///
  /// `isScheduled` is asked of the rule: one without momentum remembers nothing of it, for example.
  public static func number(
    _ name: String, _ path: WritableKeyPath<Rule, Double>,
    isScheduled: @escaping (Rule) -> Bool = { _ in true },
    fault: @escaping (String, Double) -> OptimizerError?
  ) -> RuleHyperparameter {
    RuleHyperparameter(
      name: name, path: { isScheduled($0) ? path : nil }, fault: { fault(name, $0[keyPath: path]) },
      // The notation has no infinity: it is what a limit is that was left out.
      argument: { $0[keyPath: path].isFinite ? NotationArgument(name, $0[keyPath: path]) : nil },
      read: { rule, arguments in
        rule[keyPath: path] = try arguments.value(name, default: rule[keyPath: path])
      })
  }

  /// A share that is kept from step to step, in 0 ..< 1.
  public static func share(
    _ name: String, _ path: WritableKeyPath<Rule, Double>,
    isScheduled: @escaping (Rule) -> Bool = { _ in true }
  ) -> RuleHyperparameter {
    .number(name, path, isScheduled: isScheduled, fault: OptimizerError.share)
  }

  /// A finite number that is not negative.
  public static func notNegative(
    _ name: String, _ path: WritableKeyPath<Rule, Double>,
    isScheduled: @escaping (Rule) -> Bool = { _ in true }
  ) -> RuleHyperparameter {
    .number(name, path, isScheduled: isScheduled, fault: OptimizerError.notNegative)
  }

  /// A finite number above 0.
  public static func positive(
    _ name: String, _ path: WritableKeyPath<Rule, Double>,
    isScheduled: @escaping (Rule) -> Bool = { _ in true }
  ) -> RuleHyperparameter {
    .number(name, path, isScheduled: isScheduled, fault: OptimizerError.positive)
  }

  /// A number, or nothing, checked and scheduled where there is one.
  public static func optional(
    _ name: String, _ path: WritableKeyPath<Rule, Double?>,
    fault: @escaping (String, Double) -> OptimizerError?
  ) -> RuleHyperparameter {
    RuleHyperparameter(
      name: name,
      path: { $0[keyPath: path] == nil ? nil : path.appending(path: \.self!) },
      fault: { $0[keyPath: path].flatMap { fault(name, $0) } },
      argument: { $0[keyPath: path].map { NotationArgument(name, $0) } },
      read: { rule, arguments in
        rule[keyPath: path] = try arguments.optional(name) ?? rule[keyPath: path]
      })
  }

  /// A switch.
  public static func flag(
    _ name: String, _ path: WritableKeyPath<Rule, Bool>
  ) -> RuleHyperparameter {
    .value(name, path) { _ in nil }
  }

  /// A whole number of at least `least`, and at most `most` where there is a bound.
  public static func whole(
    _ name: String, _ path: WritableKeyPath<Rule, Int>, atLeast least: Int, atMost most: Int = .max
  ) -> RuleHyperparameter {
    let requirement = most == .max ? "at least \(least)" : "in \(least) ... \(most)"
    return .value(name, path) { value in
      (least...most).contains(value)
        ? nil : OptimizerError(name, requirement, received: Double(value))
    }
  }

  /// A value of any kind that the notation has; it is not scheduled.
  public static func value<Value: NotationValue & Equatable>(
    _ name: String, _ path: WritableKeyPath<Rule, Value>,
    fault: @escaping (Value) -> OptimizerError?
  ) -> RuleHyperparameter {
    RuleHyperparameter(
      name: name, path: { _ in nil }, fault: { fault($0[keyPath: path]) },
      argument: { NotationArgument(name, $0[keyPath: path]) },
      read: { rule, arguments in
        rule[keyPath: path] = try arguments.value(name, default: rule[keyPath: path])
      })
  }
}
