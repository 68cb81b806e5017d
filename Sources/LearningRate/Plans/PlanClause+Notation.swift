public import Notation

extension PlanClause: NotationCases {
  /// How the clauses are written and what they mean, in the order of a reference.
  public static let words: [NotationWord] = cases.map(\.word)

  /// The parameters of all clauses.
  package struct Draft {
    var hyperparameter = Hyperparameter.rate
    var schedule = Schedule.neutral
    var factor = 1.0
    var pattern: NamePattern = "*"
    /// The pattern of a clause that may hold for all parameters.
    var scope: NamePattern?
    var loss = ""
    var controller = Controller.plateau()
    var series: String?
    var duringWarmup = false
  }

  /// How each clause is written.
  package static var cases: [NotationCase<Draft, PlanClause>] {
    func clause(
      _ name: String, _ summary: String, formula: String, example: String,
      _ parameters: NotationParameters<Draft>, make: @escaping (Draft) -> PlanClause
    ) -> NotationCase<Draft, PlanClause> {
      NotationCase(
        NotationWord(name, summary: summary, formula: formula, example: example), parameters,
        from: Draft(), make: make)
    }
    let pattern = NotationParameter<Draft>.required("in", \.pattern, .pattern)
    return [
      clause(
        "scheduling",
        "Gives some parameters a rate of their own, or schedules another hyperparameter.",
        formula: "the schedule's value at t, for the parameters that fit the pattern",
        example: #"cosine(from: 1e-3, to: 0).scheduling(weightDecay, constant(0), in: "*.bias")"#,
        [
          .unlabelled("hyperparameter", \.hyperparameter, .any("hyperparameter")),
          .schedule("schedule", \.schedule, isLabelled: false),
          .optional("in", \.scope, .pattern, otherwise: "everywhere"),
        ]
      ) { .scheduling($0.hyperparameter, $0.schedule, in: $0.scope) },
      clause(
        "scaled", "Multiplies the rate of some parameters by a number.",
        formula: "factor · rate, for the parameters that fit the pattern",
        example: #"cosine(from: 1e-3, to: 0).scaled(by: 0.1, in: "backbone.*")"#,
        [.required("by", \.factor, .notNegative.called("factor")), pattern]
      ) { .scaled(by: $0.factor, in: $0.pattern) },
      clause(
        "multiplied", "Multiplies the rate of some parameters by a schedule.",
        formula: "schedule at t · rate, for the parameters that fit the pattern",
        example:
          #"cosine(from: 1e-3, to: 0).multiplied(by: piecewise([0: 0, 20%: 1]), in: "body.*")"#,
        [.schedule("by", \.schedule), pattern]
      ) { .multiplied(by: $0.schedule, in: $0.pattern) },
      clause(
        "layerDecay", "Gives layers that are nearer to the input a lower rate.",
        formula:
          "rate · decay^(L − l) in layer l of 0 … L, the number that stands at # ordering them",
        example: #"cosine(from: 1e-3, to: 0).layerDecay(0.75, layers: "blocks.#.*")"#,
        [.unlabelled("decay", \.factor, .within(0...1)), .required("layers", \.pattern, .layers)]
      ) { .layerDecay($0.factor, layers: $0.pattern) },
      clause(
        "weighing", "Weighs one of the losses of a model that has several.",
        formula: "the sum of the losses, each times its schedule's value at t",
        example: #"cosine(from: 1e-3, to: 0).weighing("depth", by: linear(from: 0, to: 1))"#,
        [.unlabelled("loss", \.loss, .name), .schedule("by", \.schedule)]
      ) { .weighing($0.loss, by: $0.schedule) },
      clause(
        "controlled", "Changes every rate by what is measured.",
        formula: "rate · the controller's factor at t",
        example: #"constant(1e-3).controlled(by: plateau(factor: 0.5, patience: 3), of: "loss")"#,
        [
          .controller("by", \.controller),
          .optional("of", \.series, .name.called("series"), otherwise: "its own"),
          .optional("duringWarmup", \.duringWarmup, .flag),
        ]
      ) { .controlled(by: $0.controller, of: $0.series, duringWarmup: $0.duringWarmup) },
    ]
  }

  /// The word of this clause, and its parameters.
  package var written: (word: String, draft: Draft) {
    switch self {
    case .scheduling(let hyperparameter, let schedule, let pattern):
      let draft = Draft(hyperparameter: hyperparameter, schedule: schedule, scope: pattern)
      return ("scheduling", draft)
    case .scaled(let factor, let pattern):
      return ("scaled", Draft(factor: factor, pattern: pattern))
    case .multiplied(let schedule, let pattern):
      return ("multiplied", Draft(schedule: schedule, pattern: pattern))
    case .layerDecay(let decay, let layers):
      return ("layerDecay", Draft(factor: decay, pattern: layers))
    case .weighing(let loss, let schedule):
      return ("weighing", Draft(schedule: schedule, loss: loss))
    case .controlled(let controller, let series, let duringWarmup):
      let draft = Draft(controller: controller, series: series, duringWarmup: duringWarmup)
      return ("controlled", draft)
    }
  }

  /// Reads the clause that `arguments` call; nil if the call is none, but part of a schedule.
  ///
  /// - Throws: `NotationError` at the first mistake.
  init?(_ arguments: inout ArgumentReader) throws {
    // A schedule as a whole is scaled and multiplied with the same words; only a clause has `in`.
    if ["scaled", "multiplied"].contains(arguments.name), !arguments.has("in") { return nil }
    let name = arguments.name
    guard let clause = Self.cases.first(where: { $0.word.name == name }) else { return nil }
    self = try clause.value(from: &arguments)
  }
}

extension NotationParameter {
  /// A labelled parameter that is a controller, and must be given.
  fileprivate static func controller(
    _ label: String, _ path: WritableKeyPath<Form, Controller>
  ) -> NotationParameter {
    NotationParameter(
      label, shown: "\(label): controller",
      read: { form, given, arguments in
        let catalogue: ControllerCatalogue = arguments.catalogue() ?? .standard
        form[keyPath: path] = try catalogue.controller(from: given)
      },
      write: { $0[keyPath: path].notation })
  }
}

extension Domain<NamePattern> {
  /// A pattern in which the number of a layer stands at `#`.
  fileprivate static var layers: Domain {
    Domain("pattern") { name, pattern in
      Domain.pattern.fault(name, pattern)
        ?? (pattern.text.utf8.contains(UInt8(ascii: "#"))
          ? nil
          : ParameterFault(
            name, "a pattern with '#' for the layer's number", received: pattern.description))
    }
  }
}

extension Domain<String> {
  /// The name of a loss or of a series.
  fileprivate static var name: Domain {
    Domain("name") { parameter, name in
      let length = name.utf8.count
      return (1...200).contains(length)
        ? nil : ParameterFault(parameter, "1 to 200 bytes long", received: String(length))
    }
  }
}
