public import Notation

extension Act: NotationCases {
  /// How the acts are written and what they do, in the order of a reference.
  public static let words: [NotationWord] = cases.map(\.word)

  /// The parameters of all acts.
  package struct Draft {
    var number = 1.0
    var updater: String?
    var change = PlanChange(Plan(.neutral))
    var step: Int?
  }

  /// How each act is written.
  package static var cases: [NotationCase<Draft, Act>] {
    func act(
      _ name: String, _ summary: String, _ parameters: NotationParameters<Draft> = [],
      make: @escaping (Draft) -> Act
    ) -> NotationCase<Draft, Act> {
      NotationCase(NotationWord(name, summary: summary), parameters, from: Draft(), make: make)
    }
    let name = Domain<String>.any("updater")
    let updater = NotationParameter<Draft>.optional("of", \.updater, name, otherwise: "all")
    return [
      act(
        "scale", "Multiplies every rate by a number.",
        [.unlabelled("factor", \.number, .factor), updater]
      ) { .scale(by: $0.number, of: $0.updater) },
      act(
        "rate", "Sets the rate of the next update; the plan goes on in proportion.",
        [.unlabelled("rate", \.number, .positive), updater]
      ) { .rate($0.number, of: $0.updater) },
      act(
        "plan", "Goes on under another plan, or for another length.",
        [
          .plan("plan", \.change.plan),
          .optional("of", \.change.updater, name, otherwise: "the first"),
          .optional("from", \.change.start, .steps("update", from: 0), otherwise: "the next"),
          .optional("over", \.change.steps, .steps("updates", from: 1), otherwise: "those left"),
          .optional(
            "until", \.change.runSteps, .steps("step", from: 1), otherwise: "the run's own"),
        ]
      ) { .plan($0.change) },
      act(
        "goBack", "Restores earlier weights and optimizer state; the data and the plan go on.",
        [
          .optional(
            "to", \.step, Domain("updates", "a number of updates") { $0 >= 0 },
            otherwise: "the last checkpoint's")
        ]
      ) { .goBack(to: $0.step) },
      act("checkpoint", "Writes a checkpoint.") { _ in .checkpoint },
      act("stop", "Ends the run, which can be resumed.") { _ in .stop },
    ]
  }

  /// The word of this act, and its parameters.
  package var written: (word: String, draft: Draft) {
    switch self {
    case .scale(let factor, let updater): ("scale", Draft(number: factor, updater: updater))
    case .rate(let rate, let updater): ("rate", Draft(number: rate, updater: updater))
    case .plan(let change): ("plan", Draft(change: change))
    case .goBack(let step): ("goBack", Draft(step: step))
    case .checkpoint: ("checkpoint", Draft())
    case .stop: ("stop", Draft())
    }
  }

  /// The act as an expression; its text is ``description``.
  public var notation: NotationExpression { .call(word, arguments) }

  /// Reads an act.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public init(_ notation: String) throws {
    var arguments = try ArgumentReader(NotationExpression(parsing: notation), role: "an act")
    try arguments.checkStandsAlone()
    self = try arguments.entry("act", in: Self.cases, named: \.word.name)
      .value(from: &arguments)
    try arguments.finish()
    try arguments.check(fault)
  }
}

extension NotationParameter {
  /// A parameter that is a plan; it has no label, and must be given.
  fileprivate static func plan(
    _ name: String, _ path: WritableKeyPath<Form, Plan>
  ) -> NotationParameter {
    NotationParameter(
      name, isLabelled: false, shown: name,
      read: { form, given, _ in form[keyPath: path] = try Plan(from: given) },
      write: { $0[keyPath: path].notation })
  }
}

extension Domain<Int> {
  /// A number of steps or updates of a run, and at least `least`.
  fileprivate static func steps(_ kind: String, from least: Int) -> Domain {
    .within(least...Window.maximumSteps).called(kind)
  }
}

extension Act: CustomStringConvertible, Codable {
  /// The notation of the act: reading it gives an equal one.
  public var description: String { notation.description }

  /// Reads an act stored as its notation.
  public init(from decoder: any Decoder) throws {
    self = try decoder.notation { try Act($0) }
  }

  /// Stores the act as its notation.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(notation: self) }
}
