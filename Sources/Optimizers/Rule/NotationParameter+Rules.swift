public import Notation

// The hyperparameters of rules. A rule lists them once; notation, checks and scheduling follow from
// the list. Each has the rule's own value as its default.
// ```swift
// static var hyperparameters: NotationParameters<Lion> {
//   [.share("beta1", \.beta1), .notNegative("weightDecay", \.weightDecay)]
// }
// ```
extension NotationParameter {
  /// A number. `isScheduled` says whether a plan may schedule it: a rule without momentum has no
  /// velocity, so its momentum cannot change later.
  public static func number(
    _ name: String, _ path: WritableKeyPath<Form, Double>, _ domain: Domain<Double>,
    isScheduled: @escaping (Form) -> Bool = { _ in true }
  ) -> NotationParameter {
    NotationParameter(
      name, shown: "\(name): \(domain.kind)",
      standard: { $0[keyPath: path].isFinite ? $0[keyPath: path].notationText : "none" },
      read: { rule, given, _ in
        rule[keyPath: path] = try Double(notation: given, named: name)
      },
      // The notation has no infinity. An infinite limit is written by leaving it out.
      write: { $0[keyPath: path].isFinite ? $0[keyPath: path].notation : nil },
      fault: { domain.fault(name, $0[keyPath: path]) }
    ).varying { isScheduled($0) ? path : nil }
  }

  /// A share that is kept from step to step, in 0 ..< 1.
  public static func share(
    _ name: String, _ path: WritableKeyPath<Form, Double>,
    isScheduled: @escaping (Form) -> Bool = { _ in true }
  ) -> NotationParameter {
    .number(name, path, .share, isScheduled: isScheduled)
  }

  /// A finite number that is not negative.
  public static func notNegative(
    _ name: String, _ path: WritableKeyPath<Form, Double>,
    isScheduled: @escaping (Form) -> Bool = { _ in true }
  ) -> NotationParameter {
    .number(name, path, .notNegativeFinite, isScheduled: isScheduled)
  }

  /// A finite number above 0.
  public static func positive(
    _ name: String, _ path: WritableKeyPath<Form, Double>,
    isScheduled: @escaping (Form) -> Bool = { _ in true }
  ) -> NotationParameter {
    .number(name, path, .positiveFinite, isScheduled: isScheduled)
  }

  /// A number or nil, which is what `otherwise` says. A number is checked, and may be scheduled.
  package static func numberOrNone(
    _ name: String, _ path: WritableKeyPath<Form, Double?>, _ domain: Domain<Double>,
    otherwise: String
  ) -> NotationParameter {
    NotationParameter.optional(name, path, domain, otherwise: otherwise)
      .varying { $0[keyPath: path] == nil ? nil : path.appending(path: \.self!) }
  }

  /// A switch.
  public static func flag(_ name: String, _ path: WritableKeyPath<Form, Bool>) -> NotationParameter
  {
    .optional(name, path, .flag)
  }

  /// An integer from `least` to `most`.
  public static func whole(
    _ name: String, _ path: WritableKeyPath<Form, Int>, atLeast least: Int, atMost most: Int = .max
  ) -> NotationParameter {
    let requirement = most == .max ? "at least \(least)" : "in \(least) ... \(most)"
    return .optional(
      name, path, Domain("number", requirement) { (least...most).contains($0) })
  }

  /// Another optimizer; it has no label, and must be given.
  package static func optimizer(
    _ name: String, _ path: WritableKeyPath<Form, Optimizer>
  ) -> NotationParameter {
    NotationParameter(
      name, isLabelled: false, shown: name,
      read: { rule, given, arguments in
        let catalogue: OptimizerCatalogue = arguments.catalogue() ?? .standard
        rule[keyPath: path] = try catalogue.optimizer(from: given)
      },
      write: { $0[keyPath: path].rule.notation })
  }
}

// What hyperparameters may be; NaN is in none of these.
extension Domain<Double> {
  /// A share that is kept from step to step: below 1, so that the past fades.
  package static var share: Domain { Domain("number", "in 0 ..< 1") { (0..<1).contains($0) } }

  /// From 0 to 1.
  package static var unit: Domain { Domain("number", "in 0 ... 1") { (0...1).contains($0) } }

  /// A finite number that is not negative.
  package static var notNegativeFinite: Domain {
    Domain("number", "finite and not negative") { $0 >= 0 && $0.isFinite }
  }

  /// A finite number above 0.
  package static var positiveFinite: Domain {
    Domain("number", "finite and positive") { $0 > 0 && $0.isFinite }
  }

  /// Any finite number.
  package static var finite: Domain { Domain("number", "finite") { $0.isFinite } }

  /// A factor of growth from step to step, at least 1; infinity sets no limit.
  package static var growth: Domain { Domain("number", "at least 1") { $0 >= 1 } }
}
