public import Notation

/// One hyperparameter of a rule: its name, its range, and how it is read and written.
///
/// A rule lists them once; notation, checks and scheduling follow from the list.
/// ```swift
/// static var hyperparameters: [RuleHyperparameter<Lion>] {
///   [.share("beta1", \.beta1), .notNegative("weightDecay", \.weightDecay)]
/// }
/// ```
public struct RuleHyperparameter<Rule> {
  /// The name, which is its label.
  public let name: String
  /// The path to its value if it may be scheduled; nil for a rule that has no use for it.
  let path: (Rule) -> WritableKeyPath<Rule, Double>?
  let fault: (Rule) -> OptimizerError?
  /// The argument in the notation; nil for an optional that has no value.
  let argument: (Rule) -> NotationArgument?
  let read: (inout Rule, inout ArgumentReader) throws -> Void
  /// Whether the notation always has it, since it has no default.
  var isRequired = false

  /// A number, with a check of its value.
  ///
  /// `isScheduled` says whether a plan may schedule it: a rule without momentum has no velocity, so
  /// its momentum cannot change later.
  public static func number(
    _ name: String, _ path: WritableKeyPath<Rule, Double>,
    isScheduled: @escaping (Rule) -> Bool = { _ in true },
    fault: @escaping (String, Double) -> OptimizerError?
  ) -> RuleHyperparameter {
    RuleHyperparameter(
      name: name, path: { isScheduled($0) ? path : nil }, fault: { fault(name, $0[keyPath: path]) },
      // The notation has no infinity. An infinite limit is written by leaving it out.
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

  /// A number or nil. A number is checked, and may be scheduled.
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

  /// An integer from `least` to `most`.
  public static func whole(
    _ name: String, _ path: WritableKeyPath<Rule, Int>, atLeast least: Int, atMost most: Int = .max
  ) -> RuleHyperparameter {
    let requirement = most == .max ? "at least \(least)" : "in \(least) ... \(most)"
    return .value(name, path) { value in
      (least...most).contains(value)
        ? nil : OptimizerError(name, requirement, received: Double(value))
    }
  }

  /// A value of any type that the notation can write; it cannot be scheduled.
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
