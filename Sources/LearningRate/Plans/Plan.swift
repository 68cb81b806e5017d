public import Notation

/// Decides every hyperparameter of every parameter at each step.
///
/// In its simplest form it is one schedule for the learning rate of all parameters, and its notation is
/// that schedule's. Clauses after it say more:
///
/// ```swift
/// let plan = Plan(.cosine(from: 3e-4, to: 0).warmup(.percent(5)))
///   .scheduling(.rate, .constant(1e-3), in: "head.*")
///   .scheduling(.momentum, .linear(from: 0.95, to: 0.85))
/// plan.description
/// // cosine(from: 3e-4, to: 0).warmup(5%).scheduling(rate, constant(0.001), in: "head.*")
/// // .scheduling(momentum, linear(from: 0.95, to: 0.85))
/// ```
///
/// `plan == Plan(plan.description)` holds for every plan. ``resolved(steps:stepsPerEpoch:startingAt:)`` makes
/// it ready for a run; `docs/plans.md` has recipes for fine-tuning, several tasks or modalities, and
/// coupled networks.
public struct Plan: Hashable, Sendable {
  /// The schedule of the learning rate.
  public let learningRate: Schedule
  /// The clauses, in the order in which they were added.
  public let clauses: [PlanClause]

  /// The most clauses of a plan, so that whatever is printed can be parsed.
  public static let maximumClauses = 60

  /// A plan with one schedule for the learning rate of every parameter.
  public init(_ learningRate: Schedule) {
    (self.learningRate, clauses) = (learningRate, [])
  }

  /// Creates a plan of parts that were checked before.
  init(_ learningRate: Schedule, _ clauses: [PlanClause]) {
    (self.learningRate, self.clauses) = (learningRate, clauses)
  }

  /// This plan with one more clause.
  ///
  /// - Precondition: The clause is valid, and contradicts no other.
  public func adding(_ clause: PlanClause) -> Plan {
    if let fault = fault(adding: clause) { preconditionFailure("\(fault)") }
    return Plan(learningRate, clauses + [clause])
  }

  /// What is wrong with adding `clause`, in code or in text; nil if it can be added.
  func fault(adding clause: PlanClause) -> ScheduleError? {
    if let fault = clause.fault { return fault }
    let word = clause.word
    guard clauses.count < Self.maximumClauses else {
      return ScheduleError(
        "the plan", "of at most \(Self.maximumClauses) clauses", received: "one more"
      ).about(word)
    }
    if let subject = clause.subject, clauses.contains(where: { $0.subject == subject }) {
      return ScheduleError(
        "the clause", "said once", received: "a second one of the same"
      ).about(word)
    }
    return Plan(learningRate, clauses + [clause]).lengthFault
  }

  /// The error of a plan too long to be parsed.
  private var lengthFault: ScheduleError? {
    let length = notation.description.utf8.count
    guard length > NotationExpression.maximumLength else { return nil }
    return ScheduleError(
      "the plan", "written in at most \(NotationExpression.maximumLength) bytes",
      received: String(length))
  }
}

extension Plan {
  /// Gives `hyperparameter` a schedule of its own, in the parameters that fit `pattern`, or in all.
  ///
  /// A schedule for a pattern overrides one for all parameters. A parameter that fits two patterns of
  /// the same hyperparameter is an error when the plan is used with a model, and so is a pattern that
  /// no parameter fits. In a pattern such as `"*.bias"` a `*` stands for any characters, dots included.
  ///
  /// `batchSize` is the number of examples of a step: the schedule's value, rounded, at least 1 and at
  /// most all that there are. It takes no pattern, and with it no length of the plan can be in epochs.
  ///
  /// - Precondition: The pattern is 1 to 200 bytes long, with at most one `#`, and is given for the
  ///   rate.
  public func scheduling(
    _ hyperparameter: Hyperparameter, _ schedule: Schedule, in pattern: NamePattern? = nil
  ) -> Plan {
    adding(.scheduling(hyperparameter, schedule, in: pattern))
  }

  /// Multiplies the rate of the parameters that fit `pattern` by `factor`.
  ///
  /// - Precondition: The factor is between 0 and 1e100; the pattern as in ``scheduling(_:_:in:)``.
  public func scaled(by factor: Double, in pattern: NamePattern) -> Plan {
    adding(.scaled(by: factor, in: pattern))
  }

  /// Multiplies the rate of the parameters that fit `pattern` by `schedule`: a schedule that is zero at
  /// first freezes them until it rises.
  ///
  /// - Precondition: The pattern as in ``scheduling(_:_:in:)``.
  public func multiplied(by schedule: Schedule, in pattern: NamePattern) -> Plan {
    adding(.multiplied(by: schedule, in: pattern))
  }

  /// Lowers the rate from the output to the input: η · decay^(L − l) in layer l.
  ///
  /// The numbers that stand at `#` in the names put the layers in order. Parameters that fit no layer
  /// belong to layer 0 if the model lists them before the first one that does, as for embeddings, and
  /// otherwise to the last layer, L, as for a head. L is the last layer that occurs, so that its rate
  /// is η.
  ///
  /// Source: Howard & Ruder, *Universal Language Model Fine-tuning*, 2018
  /// (<https://arxiv.org/abs/1801.06146>), who divide by 2.6; Clark et al., *ELECTRA*, 2020
  /// (<https://arxiv.org/abs/2003.10555>), for the form.
  ///
  /// - Precondition: The decay is between 0 and 1; the pattern has a `#`.
  public func layerDecay(_ decay: Double, layers: NamePattern) -> Plan {
    adding(.layerDecay(decay, layers: layers))
  }

  /// Schedules the weight of one of the losses of a model that has several; the others have the weight
  /// 1.
  ///
  /// - Precondition: The name is 1 to 200 bytes long.
  public func weighing(_ loss: String, by schedule: Schedule) -> Plan {
    adding(.weighing(loss, by: schedule))
  }

  /// Multiplies every rate by the factor of `controller`, which observes `series`, such as `"validation
  /// loss"`; nil for the series that it observes by default.
  ///
  /// The factors of several controllers are multiplied. The training loop gives them the measurements,
  /// and records their actions as events. During the plan's warmup they observe nothing, unless
  /// `duringWarmup` is true: measurements under rising rates say little about later rates. See
  /// ``ResolvedPlan/warmupEnd``.
  ///
  /// - Precondition: The name is 1 to 200 bytes long.
  public func controlled(
    by controller: Controller, of series: String? = nil, duringWarmup: Bool = false
  ) -> Plan {
    adding(.controlled(by: controller, of: series, duringWarmup: duringWarmup))
  }

  /// Whether the batch size changes over the run: an epoch then has no fixed number of steps, and no length
  /// of the plan can be in epochs.
  public var schedulesBatchSize: Bool { clauses.contains(where: \.schedulesBatchSize) }

  /// The controllers of this plan with the series that they observe, in the order of the plan.
  public var controllers: [(controller: Controller, series: String, duringWarmup: Bool)] {
    clauses.compactMap { clause in
      guard case .controlled(let controller, let series, let duringWarmup) = clause else {
        return nil
      }
      return (controller, series ?? controller.measurement, duringWarmup)
    }
  }

  /// This plan with every rate, also those of groups, times `factor`.
  ///
  /// - Precondition: ``fault(scaledBy:)`` is nil.
  public func scaled(by factor: Double) -> Plan {
    if let fault = fault(scaledBy: factor) { preconditionFailure("\(fault)") }
    return unchecked(scaledBy: factor)
  }

  /// Why this plan cannot be ``scaled(by:)`` `factor`: the factor, or a plan that would be too deep or
  /// too long to be parsed; nil if it can.
  public func fault(scaledBy factor: Double) -> ScheduleError? {
    let rates = clauses.compactMap { clause -> Schedule? in
      guard case .scheduling(.rate, let schedule, _) = clause else { return nil }
      return schedule
    }
    for rate in [learningRate] + rates {
      let fault = Schedule.fault(of: ScaledModifier(receiver: rate, factor: factor))
      if let fault { return fault }
    }
    return unchecked(scaledBy: factor).lengthFault
  }

  private func unchecked(scaledBy factor: Double) -> Plan {
    Plan(
      learningRate.scaled(by: factor),
      clauses.map { clause in
        guard case .scheduling(.rate, let schedule, let pattern) = clause else { return clause }
        return .scheduling(.rate, schedule.scaled(by: factor), in: pattern)
      })
  }
}
