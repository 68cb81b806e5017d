import Notation

/// What decides every hyperparameter at each step.
///
/// Its simplest form is one schedule for the learning rate of every parameter, and its notation is
/// then that schedule's:
///
/// ```swift
/// let plan = Plan(.cosine(from: 3e-4, to: 0).warmup(.percent(5)))
/// ```
public struct Plan: Hashable, Sendable {
  /// The schedule of the learning rate.
  public let learningRate: Schedule

  /// A plan with one schedule for the learning rate of every parameter.
  public init(_ learningRate: Schedule) { self.learningRate = learningRate }

  /// Reads a plan; `catalogue` holds the words its schedules may use.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public init(_ notation: String, catalogue: ScheduleCatalogue = .standard) throws {
    self.init(try Schedule(notation, catalogue: catalogue))
  }

  /// The plan over a run.
  ///
  /// - Throws: ``ScheduleError`` if a length cannot be resolved or does not fit.
  public func resolved(steps: Int, stepsPerEpoch: Int? = nil) throws -> ResolvedPlan {
    ResolvedPlan(
      plan: self,
      learningRate: try learningRate.resolved(steps: steps, stepsPerEpoch: stepsPerEpoch))
  }
}

extension Plan: CustomStringConvertible, Codable {
  /// The notation of the plan.
  public var description: String { learningRate.description }

  /// Reads a plan stored as its notation, with the standard catalogue.
  public init(from decoder: any Decoder) throws {
    self = try decoder.notation { try Plan($0) }
  }

  /// Stores the plan as its notation.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(notation: self) }
}
