public import LearningRate
internal import Notation

/// A schedule in another framework's terms: text that runs there as it is.
///
/// ```swift
/// let export = try ScheduleExport(schedule, to: .pytorch, steps: 10_000)
/// print(export.text)
/// ```
///
/// Where the framework has schedulers with these very values, they are used; otherwise a function
/// that computes the closed form; and where that would be off by more than 1e-6 of the largest rate
/// in the framework's own precision, which is tried before, a list of the rates.
public struct ScheduleExport: Sendable {
  /// What to write to a file.
  public let text: String
  /// How the schedule is expressed; nil for a target that holds the values alone.
  public let route: ExportRoute?

  /// The longest run that is exported as a list of rates.
  public static let longestTable = 1_000_000

  /// Exports a schedule for a run of `steps` updates.
  ///
  /// - Throws: `ScheduleError` if the schedule does not fit the run; ``ExchangeError`` for a run too
  ///   long to list, for negative rates, or a schedule that
  ///   a configuration cannot say.
  public init(
    _ schedule: Schedule, to target: ExportTarget, steps: Int, stepsPerEpoch: Int? = nil
  ) throws {
    try self.init(Plan(schedule), to: target, steps: steps, stepsPerEpoch: stepsPerEpoch)
  }

  /// Exports a whole plan for a run of `steps` updates.
  ///
  /// With the names of a model's parameters, in its order, the columns of csv and json are for the groups of
  /// that model; without them, for all that the plan's patterns can make. Code finds the groups by itself.
  ///
  /// - Throws: `ScheduleError` if the plan does not fit the run or the names; ``ExchangeError`` for a run too
  ///   long to list, for negative rates, or a clause that the target cannot say.
  public init(
    _ plan: Plan, to target: ExportTarget, steps: Int, stepsPerEpoch: Int? = nil,
    parameters: [String]? = nil
  ) throws {
    let resolved = try plan.resolved(steps: steps, stepsPerEpoch: stepsPerEpoch)
    let least = resolved.learningRate.range.lowerBound
    guard least >= 0 else {
      throw ExchangeError("the rates of \(plan) must not be negative", received: least.notationText)
    }
    try target.check(plan)
    if let parameters { _ = try resolved.grouped(parameters) }
    if let text = try DataExport.text(of: resolved, parameters: parameters, to: target) {
      (self.text, route) = (text, nil)
      return
    }
    switch target {
    case .deepspeed: (text, route) = (try DeepSpeedExport(resolved.learningRate).text, nil)
    case .transformersArgs: (text, route) = (try TransformersArgumentsExport(resolved).text, nil)
    default:
      let source = try ExportSource(
        resolved.learningRate, to: target, notation: plan.description)
      if !plan.clauses.isEmpty {
        let export = try Self.whole(resolved, source)
        (text, route) = (export.text, export.route)
        return
      }
      route = source.route
      text =
        switch target {
        case .keras: KerasExport(source).text
        case .optax: OptaxExport(source).text
        case .mlxSwift: SwiftExport(source).text
        case .transformers: TransformersExport(source).text
        default: TorchExport(source).text
        }
    }
  }

  /// The code of a plan with clauses.
  private static func whole(
    _ plan: ResolvedPlan, _ source: ExportSource
  ) throws -> (text: String, route: ExportRoute) {
    if source.target == .keras { return (try KerasPlateauExport(plan, source).text, .native) }
    let export = try TorchPlanExport(plan, source)
    return (export.text, export.route)
  }
}
