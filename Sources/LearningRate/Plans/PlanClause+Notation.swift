import Notation

extension PlanClause {
  /// How the clauses are written and what they mean, in the order of a reference.
  public static let words: [ScheduleWord] = [
    scheduling, scaled, multiplied, layerDecay, weighing, controlled,
  ]

  private static let scheduling = ScheduleWord(
    name: "scheduling", signature: "scheduling(hyperparameter, schedule, in: pattern = everywhere)",
    formula: "the schedule's value at t, for the parameters that fit the pattern",
    summary: "Gives some parameters a rate of their own, or schedules another hyperparameter.",
    example: #"cosine(from: 1e-3, to: 0).scheduling(weightDecay, constant(0), in: "*.bias")"#)

  private static let scaled = ScheduleWord(
    name: "scaled", signature: "scaled(by: factor, in: pattern)",
    formula: "factor · rate, for the parameters that fit the pattern",
    summary: "Multiplies the rate of some parameters by a number.",
    example: #"cosine(from: 1e-3, to: 0).scaled(by: 0.1, in: "backbone.*")"#)

  private static let multiplied = ScheduleWord(
    name: "multiplied", signature: "multiplied(by: schedule, in: pattern)",
    formula: "schedule at t · rate, for the parameters that fit the pattern",
    summary: "Multiplies the rate of some parameters by a schedule.",
    example: #"cosine(from: 1e-3, to: 0).multiplied(by: piecewise([0: 0, 20%: 1]), in: "body.*")"#)

  private static let layerDecay = ScheduleWord(
    name: "layerDecay", signature: "layerDecay(decay, layers: pattern)",
    formula: "rate · decay^(L − l) in layer l of 0 … L, the number that stands at # ordering them",
    summary: "Gives layers that are nearer to the input a lower rate.",
    example: #"cosine(from: 1e-3, to: 0).layerDecay(0.75, layers: "blocks.#.*")"#)

  private static let weighing = ScheduleWord(
    name: "weighing", signature: "weighing(loss, by: schedule)",
    formula: "the sum of the losses, each times its schedule's value at t",
    summary: "Weighs one of the losses of a model that has several.",
    example: #"cosine(from: 1e-3, to: 0).weighing("depth", by: linear(from: 0, to: 1))"#)

  private static let controlled = ScheduleWord(
    name: "controlled",
    signature:
      "controlled(by: controller, of: series = its own, duringWarmup: true or false = false)",
    formula: "rate · the controller's factor at t",
    summary: "Changes every rate by what is measured.",
    example: #"constant(1e-3).controlled(by: plateau(factor: 0.5, patience: 3), of: "loss")"#)

  /// How this clause is written.
  var word: ScheduleWord {
    switch self {
    case .scheduling: Self.scheduling
    case .scaled: Self.scaled
    case .multiplied: Self.multiplied
    case .layerDecay: Self.layerDecay
    case .weighing: Self.weighing
    case .controlled: Self.controlled
    }
  }

  /// The arguments as they are printed; reading them gives an equal clause.
  var arguments: [NotationArgument] {
    switch self {
    case .scheduling(let hyperparameter, let schedule, let pattern):
      [NotationArgument(hyperparameter), NotationArgument(nil, schedule.notation)]
        + (pattern.map { [NotationArgument("in", $0)] } ?? [])
    case .scaled(let factor, let pattern):
      [NotationArgument("by", factor), NotationArgument("in", pattern)]
    case .multiplied(let schedule, let pattern):
      [NotationArgument("by", schedule.notation), NotationArgument("in", pattern)]
    case .layerDecay(let decay, let layers):
      [NotationArgument(decay), NotationArgument("layers", layers)]
    case .weighing(let loss, let schedule):
      [NotationArgument(loss), NotationArgument("by", schedule.notation)]
    case .controlled(let controller, let series, let duringWarmup):
      [NotationArgument("by", controller.notation)]
        + (series.map { [NotationArgument("of", $0)] } ?? [])
        + (duringWarmup ? [NotationArgument("duringWarmup", true)] : [])
    }
  }

  /// Reads the clause that `arguments` call; nil if the call is none, but part of a schedule.
  ///
  /// - Throws: `NotationError` at the first mistake.
  init?(
    _ arguments: inout ArgumentReader, _ catalogue: ScheduleCatalogue,
    _ controllers: ControllerCatalogue
  ) throws {
    func schedule(_ expression: NotationExpression?, or error: NotationError) throws -> Schedule {
      guard let expression else { throw error }
      return try catalogue.schedule(from: expression)
    }
    // A schedule is scaled and multiplied too, as a whole: `in` makes the difference.
    let isClause =
      ["scaled", "multiplied"].contains(arguments.name)
      ? arguments.has("in") : Self.words.contains { $0.name == arguments.name }
    guard isClause else { return nil }
    switch arguments.name {
    case "scheduling":
      let hyperparameter: Hyperparameter = try arguments.unlabelled("hyperparameter")
      let schedule = try schedule(
        arguments.unlabelledExpression("schedule"), or: arguments.missingUnlabelled("schedule"))
      self = .scheduling(hyperparameter, schedule, in: try arguments.optional("in"))
    case "scaled":
      self = .scaled(by: try arguments.required("by"), in: try arguments.required("in"))
    case "multiplied":
      let schedule = try schedule(arguments.expression("by"), or: arguments.missing("by"))
      self = .multiplied(by: schedule, in: try arguments.required("in"))
    case "layerDecay":
      self = .layerDecay(
        try arguments.unlabelled("decay"), layers: try arguments.required("layers"))
    case "controlled":
      guard let expression = arguments.expression("by") else { throw arguments.missing("by") }
      let controller = try controllers.controller(from: expression)
      self = .controlled(
        by: controller, of: try arguments.optional("of"),
        duringWarmup: try arguments.value("duringWarmup", default: false))
    default:
      let loss: String = try arguments.unlabelled("loss")
      let schedule = try schedule(arguments.expression("by"), or: arguments.missing("by"))
      self = .weighing(loss, by: schedule)
    }
  }
}
